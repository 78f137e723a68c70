using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>A server process that is started again on its port whenever it was killed.</summary>
internal sealed class ChaosServer : IDisposable
{
    private readonly int _number;
    private readonly int _port = FreePort.Take();
    private readonly IChaosStore _store;
    private readonly Func<ProgramRun> _start;
    private readonly TaskCompletionSource _firstUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ProgramRun? _process;
    private bool _isUp;
    private bool _wasKilled;

    public ChaosServer(int number, string engine, TimeSpan engineTimeout, IChaosStore store, CancellationToken cancellationToken)
    {
        (_number, _store) = (number, store);

        // Little time for the engine: an intent of a dead server then blocks its key for a minute and not for ten. And every server sweeps all the time.
        string[] arguments =
        [
            "--engine", engine, "--engine-timeout", $"{(int)engineTimeout.TotalSeconds}", "--sweep-interval", "1", "--port", $"{_port}",
            .. store.Arguments,
        ];
        _start = () => ProgramRun.Start(BuiltProgram.Server, arguments, store.Environment);
        Client = new(new($"http://127.0.0.1:{_port}/"), cancellationToken);
    }

    /// <summary>Ends when the first process listens.</summary>
    public Task FirstUp => _firstUp.Task;

    /// <summary>Speaks to whatever process has the port.</summary>
    public SessionClient Client { get; }

    /// <summary>Keeps a process running until the test ends.</summary>
    /// <exception cref="ChaosException">It ended without being killed.</exception>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var restarts = _store.Restarts;
            using var process = _start();
            Watch(process, isUp: false);
            var wasUp = await IsListeningAsync(process, cancellationToken);
            if (wasUp)
            {
                Watch(process, isUp: true);
                _firstUp.TrySetResult();
            }

            // It also empties the pipes, in which the server's log would get stuck.
            var end = await process.EndAsync(cancellationToken);

            // A server that cannot reach its store when it starts says so and ends; whoever runs it starts it again.
            var foundNoStore = !wasUp && end.ExitCode == 2 && _store.WasDownSince(restarts);
            if (!Forget() && !foundNoStore)
            {
                throw new ChaosException($"Server {_number} ended by itself with {end.ExitCode}: {end.Output}{end.Error}");
            }
        }
    }

    /// <summary>SIGKILL, whatever the process is at. False when there is none at this instant.</summary>
    public bool Kill(ChaosTally tally)
    {
        lock (_lock)
        {
            if (_process is null || _wasKilled)
            {
                return false;
            }

            tally.CountKill(_isUp);
            _wasKilled = true;
            _process.Kill();
            return true;
        }
    }

    public void Dispose() => Client.Dispose();

    private void Watch(ProgramRun process, bool isUp)
    {
        lock (_lock)
        {
            (_process, _isUp) = (process, isUp);
        }
    }

    /// <summary>Whether the process that has ended was killed.</summary>
    private bool Forget()
    {
        lock (_lock)
        {
            var wasKilled = _wasKilled;
            (_process, _isUp, _wasKilled) = (null, false, false);
            return wasKilled;
        }
    }

    private static async Task<bool> IsListeningAsync(ProgramRun process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForAsync("Now listening on: ", cancellationToken);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
