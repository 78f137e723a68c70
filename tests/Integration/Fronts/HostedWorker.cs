using System.Collections.Concurrent;
using Tito.Core.Inference;
using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;

namespace Tito.Tests.Integration.Fronts;

/// <summary>A worker under the Functions host, with the bridge that it takes for its engine. One test has it at a time.</summary>
internal sealed class HostedWorker : IServerElsewhere
{
    private readonly EngineBridge _bridge = new();
    private readonly TempFolder? _own;
    private readonly TempFolder _data;
    private readonly string? _key;
    private readonly ConcurrentBag<HostedWorker>? _idle;
    private FunctionsHost _host = null!;

    private HostedWorker(string key, TempFolder? data, ConcurrentBag<HostedWorker>? idle)
    {
        _own = data is null ? new() : null;
        _data = data ?? _own!;
        (_key, _idle) = (key.Length > 0 ? key : null, idle);
    }

    public Uri Root => _host.Root;

    public string File => _data.File("sessions.db");

    /// <summary>Starts one.</summary>
    /// <param name="folder">The published folder.</param>
    /// <param name="settings">The app's settings.</param>
    /// <param name="data">Where it keeps its sessions; null for a folder of its own.</param>
    /// <param name="idle">Where it waits for the next test; null when it ends with this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HostedWorker> StartAsync(
        string folder, WorkerSettings settings, TempFolder? data, ConcurrentBag<HostedWorker>? idle, CancellationToken cancellationToken)
    {
        var worker = new HostedWorker(settings.Values.Single(setting => setting.Name == "TITO_API_KEY").Value, data, idle);
        await worker._bridge.StartAsync(cancellationToken);
        worker._host = await FunctionsHost.StartAsync(
            folder,
            [
                ("TITO_ENGINE", $"{settings.Wire}+{worker._bridge.Root.AbsoluteUri}"),
                ("TITO_ENGINE_TOKENIZER", "trust"),
                ("TITO_DATA", worker._data.Path),
                ("TITO_ASSETS", Path.GetFullPath(AssetFolder.Find(null))),
                .. settings.Values,
            ],
            cancellationToken);
        return worker;
    }

    /// <summary>The engine that it asks from now on.</summary>
    public void Ask(IInferenceEngine engine) => _bridge.LeadTo(engine);

    /// <summary>
    /// The end of one test: it waits for the next without a session, or ends. After an engine's error its circuit is not what it was, and
    /// after a request that hangs neither is the worker.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_idle is not null && _bridge.IsUnharmed)
        {
            await ClearAsync();
            _idle.Add(this);
        }
        else
        {
            await EndAsync();
        }
    }

    /// <summary>Ends it.</summary>
    public async Task EndAsync()
    {
        await _host.DisposeAsync();
        await _bridge.DisposeAsync();
        _own?.Dispose();
    }

    private async Task ClearAsync()
    {
        using var client = new SessionClient(Root, CancellationToken.None);
        client.Headers.Authorization = _key is null ? null : new("Bearer", _key);
        foreach (var session in (await client.GetAsync("sessions?limit=1000")).Json.GetProperty("sessions").EnumerateArray())
        {
            Assert.Equal(204, (int)(await client.DeleteAsync($"sessions/{session.GetProperty("session_id").GetString()}")).Status);
        }
    }
}
