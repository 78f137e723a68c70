using System.Diagnostics;
using System.Globalization;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>The Functions host with Durable Functions, as a process that can be killed: a published folder over a storage account, with a task hub of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>A look is work for the host and its storage, of which what is looked at is to have some.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new();
    private readonly Func<int, ProgramRun> _start;
    private readonly List<Process> _workers = [];
    private ProgramRun _run;
    private Task<ProgramResult> _ended = null!;

    private HostProcess(string folder, string storage, string hub, IEnumerable<(string Name, string Value)> settings)
    {
        (string Name, string Value)[] environment =
        [
            .. settings,
            ("AzureWebJobsStorage", storage),
            Durable("hubName", hub),

            // Idle queues are asked this often: the tests wait for it. One partition is enough for one host.
            Durable("storageProvider__partitionCount", "1"),
            Durable("storageProvider__maxQueuePollingInterval", "00:00:00.1"),
        ];
        _start = port => ProgramRun.Start(
            BuiltProgram.InFolder(AppContext.BaseDirectory, "Tito.Tests.FunctionsHost"), [folder], [.. environment, ("HOST_PORT", $"{port}")]);
        _run = _start(0);
        Hub = new(storage, hub);
    }

    /// <summary>What Durable Functions keeps.</summary>
    public TaskHub Hub { get; }

    /// <summary>The root of what is served; it stays where it is when the host is started again.</summary>
    public Uri Root { get; private set; } = null!;

    /// <summary>Starts the host and a worker.</summary>
    /// <param name="folder">The published folder.</param>
    /// <param name="storage">The connection string of a storage account with queues.</param>
    /// <param name="hub">The task hub's name: 3 to 45 letters and digits, a letter first.</param>
    /// <param name="settings">The app's settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HostProcess> StartAsync(
        string folder, string storage, string hub, IEnumerable<(string Name, string Value)> settings, CancellationToken cancellationToken)
    {
        var host = new HostProcess(folder, storage, hub, settings);
        try
        {
            await host.ListenAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL for the worker, in whose place the host starts another.</summary>
    public async Task KillWorkerAsync(CancellationToken cancellationToken)
    {
        await FindWorkerAsync(cancellationToken).ConfigureAwait(false);
        KillWorkers();
    }

    /// <summary>SIGKILL for the host. Its worker goes on without it, until the next kill of a worker or the end of the test.</summary>
    public async Task KillHostAsync(CancellationToken cancellationToken)
    {
        await FindWorkerAsync(cancellationToken).ConfigureAwait(false);
        _run.Kill();
        _ = await _ended.ConfigureAwait(false);
    }

    /// <summary>SIGKILL for both.</summary>
    public async Task KillBothAsync(CancellationToken cancellationToken)
    {
        await KillHostAsync(cancellationToken).ConfigureAwait(false);
        KillWorkers();
    }

    /// <summary>Starts the host again, where it was.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken)
    {
        _run.Dispose();
        _run = _start(Root.Port);
        return ListenAsync(cancellationToken);
    }

    /// <summary>Lets a timer's function run; what it ended as.</summary>
    public Task<string> TickAsync(string name, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"host/tick/{name}", null, cancellationToken)!;

    /// <summary>What the worker logged.</summary>
    public Task<string?> LogAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "host/log", null, cancellationToken);

    /// <summary>How an orchestration is doing; null when there is none.</summary>
    public Task<string?> StatusAsync(string instanceId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"host/instances/{instanceId}", null, cancellationToken);

    /// <summary>Waits until an orchestration is in a state.</summary>
    /// <exception cref="InvalidOperationException">It ended in another one.</exception>
    public async Task EndsAsync(string instanceId, string state, CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(Between);
        while (await StatusAsync(instanceId, cancellationToken).ConfigureAwait(false) is var status && status != state)
        {
            if (status is "Completed" or "Failed" or "Terminated")
            {
                throw new InvalidOperationException($"The orchestration {instanceId} is {status}.");
            }

            _ = await looks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What an entity keeps, as JSON; null when there is none.</summary>
    public Task<string?> EntityAsync(string name, string key, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"host/entities/{name}/{key}", null, cancellationToken);

    /// <summary>Starts an orchestration, past the app.</summary>
    public Task<string?> StartOrchestrationAsync(string name, string instanceId, string input, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"host/instances/{name}/{instanceId}", input, cancellationToken);

    public void Dispose()
    {
        _run.Dispose();
        KillWorkers();
        _http.Dispose();
    }

    private static (string Name, string Value) Durable(string name, string value) => ($"AzureFunctionsJobHost__extensions__durableTask__{name}", value);

    /// <summary>The workers are children of the host, and no children of the tests'.</summary>
    private void KillWorkers()
    {
        foreach (var worker in _workers)
        {
            try
            {
                worker.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended.
            }

            worker.Dispose();
        }

        _workers.Clear();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        Root = new(await _run.WaitForAsync(HostProgram.Listening, cancellationToken).ConfigureAwait(false));

        // It also empties the pipes, in which the host's log would get stuck.
        _ended = _run.EndAsync(CancellationToken.None);
    }

    private async Task FindWorkerAsync(CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(Between);
        string? id;
        while ((id = await SendAsync(HttpMethod.Get, "host/worker", null, cancellationToken).ConfigureAwait(false)) is null)
        {
            _ = await looks.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            _workers.Add(Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)));
        }
        catch (ArgumentException)
        {
            // It ended meanwhile.
        }
    }

    private async Task<string?> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, $"/{path}")) { Content = body is null ? null : new StringContent(body) };
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == System.Net.HttpStatusCode.NotFound
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }
}
