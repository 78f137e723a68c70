using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;

namespace Tito.Tests.Integration.Fronts;

/// <summary>A worker under the Functions host, with the bridge that it takes for its engine.</summary>
internal sealed class HostedWorker : IAsyncDisposable
{
    private readonly TempFolder? _own;
    private readonly TempFolder _data;
    private readonly string? _key;
    private FunctionsHost _host = null!;

    private HostedWorker(EngineBridge bridge, string? key, TempFolder? data)
    {
        (Bridge, _key, _own) = (bridge, key, data is null ? new() : null);
        _data = data ?? _own!;
    }

    public EngineBridge Bridge { get; }

    public Uri Root => _host.Root;

    public string File => _data.File("sessions.db");

    /// <summary>Starts one over a data folder, or over one of its own.</summary>
    public static async Task<HostedWorker> StartAsync(string folder, WorkerSettings settings, TempFolder? data, CancellationToken cancellationToken)
    {
        var key = settings.Values.Single(setting => setting.Name == "TITO_API_KEY").Value;
        var worker = new HostedWorker(await EngineBridge.StartAsync(cancellationToken), key.Length > 0 ? key : null, data);
        worker._host = await FunctionsHost.StartAsync(
            folder,
            [
                ("TITO_ENGINE", $"{settings.Wire}+{worker.Bridge.Root.AbsoluteUri}"),
                ("TITO_ENGINE_TOKENIZER", "trust"),
                ("TITO_DATA", worker._data.Path),
                ("TITO_ASSETS", Path.GetFullPath(AssetFolder.Find(null))),
                .. settings.Values,
            ],
            cancellationToken);
        return worker;
    }

    /// <summary>Deletes all sessions.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        using var client = new SessionClient(Root, cancellationToken);
        client.Headers.Authorization = _key is null ? null : new("Bearer", _key);
        foreach (var session in (await client.GetAsync("sessions?limit=1000")).Json.GetProperty("sessions").EnumerateArray())
        {
            Assert.Equal(204, (int)(await client.DeleteAsync($"sessions/{session.GetProperty("session_id").GetString()}")).Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Bridge.DisposeAsync();
        _own?.Dispose();
    }
}
