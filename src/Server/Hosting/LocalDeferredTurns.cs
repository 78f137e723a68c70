using System.Collections.Concurrent;
using System.Threading.Channels;
using Tito.Core.Journals;
using Tito.Core.Turns;
using Tito.Server.Deferred;
using Tito.Server.Logs;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>Takes parked turns in this process, so many at once: what was parked before it started, and what it is asked for.</summary>
/// <remarks>
/// Thread-safe. It knows names alone; all else is in the journal. When the server stops, turns that were begun are brought to their end, as
/// far as the host waits for it, and the others stay in the journal for the next process.
/// </remarks>
/// <param name="runner">Takes one.</param>
/// <param name="parked">What is parked.</param>
/// <param name="options">How many at once.</param>
/// <param name="lifetime">Says when the server begins to stop: its last connection may end long after that.</param>
/// <param name="clock">The time.</param>
/// <param name="logs">Where runs that failed are reported.</param>
internal sealed class LocalDeferredTurns(
    DeferredTurnRunner runner,
    IParkedTurns parked,
    ServerOptions options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILoggerFactory logs)
    : BackgroundService, IDeferredTurns
{
    /// <summary>How long a store that failed is left alone.</summary>
    private static readonly TimeSpan FailureWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ParkedName, bool> _known = new();
    private readonly Channel<ParkedName> _due = Channel.CreateUnbounded<ParkedName>();
    private readonly ILogger _log = DeferredLog.Create(logs);

    /// <summary>Number of parked turns that this process is to take, those that it is taking among them.</summary>
    public int KnownCount => _known.Count;

    /// <inheritdoc/>
    public ValueTask ScheduleAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        Add(new(sessionId, key));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stops = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(
            Enumerable.Range(0, options.DeferredConcurrency).Select(_ => WorkAsync(stops.Token)).Append(FindAsync(stops.Token)));
    }

    private void Add(ParkedName name)
    {
        if (_known.TryAdd(name, true))
        {
            _due.Writer.TryWrite(name);
        }
    }

    /// <summary>Finds what was parked before the start, however the process before this one ended.</summary>
    private async Task FindAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var name in parked.ListParkedAsync(stoppingToken))
                {
                    Add(name);
                }

                return;
            }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    DeferredLog.Failed(_log, "(all)", FailureWait, failure);
                }
            }

            await WaitAsync(FailureWait, stoppingToken);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        // Off the thread that starts the server.
        await Task.Yield();
        try
        {
            await foreach (var name in _due.Reader.ReadAllAsync(stoppingToken))
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                if (await RunAsync(name, stoppingToken) is { } wait)
                {
                    _ = AgainAsync(name, wait, stoppingToken);
                }
                else
                {
                    _known.TryRemove(name, out _);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<TimeSpan?> RunAsync(ParkedName name, CancellationToken stoppingToken)
    {
        try
        {
            return await runner.RunAsync(name.SessionId, name.Key, stoppingToken);
        }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                DeferredLog.Failed(_log, name.SessionId, FailureWait, failure);
            }

            return FailureWait;
        }
    }

    /// <summary>A turn that waits for its next try takes no worker's place.</summary>
    private async Task AgainAsync(ParkedName name, TimeSpan wait, CancellationToken stoppingToken)
    {
        await WaitAsync(wait, stoppingToken);
        _due.Writer.TryWrite(name);
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stoppingToken) =>
        await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
