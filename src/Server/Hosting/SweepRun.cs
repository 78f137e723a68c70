using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Server.Deferred;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>Sweeps the journal once and says in the log what was done: the work of either front's timer.</summary>
/// <param name="sweep">The use case.</param>
/// <param name="parked">What is parked.</param>
/// <param name="turns">Takes what waits.</param>
/// <param name="options">How long a session may stay unused.</param>
/// <param name="logs">Where the sweep is reported.</param>
internal sealed class SweepRun(
    SessionSweeper sweep, IParkedTurns parked, TurnSchedule turns, ServerOptions options, ILoggerFactory logs)
{
    private readonly ILogger _log = SweepLog.Create(logs);

    /// <summary>Sweeps, and schedules what waits: a schedule may have been lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (sessionId, key) in parked.ListParkedAsync(cancellationToken))
            {
                await turns.TryAsync(sessionId, key, cancellationToken);
            }
        }
        finally
        {
            // What is left over may be what the listing failed at.
            SweepLog.Say(_log, await sweep.RunAsync(options.SessionTimeToLive, cancellationToken));
        }
    }
}
