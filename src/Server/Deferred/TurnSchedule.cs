using Tito.Core.Turns;
using Tito.Server.Logs;

namespace Tito.Server.Deferred;

/// <summary>Schedules parked turns for requests: one that is parked is the journal's, whether it could be scheduled or not.</summary>
/// <param name="turns">Takes parked turns.</param>
/// <param name="logs">Hears of turns that could not be scheduled.</param>
internal sealed class TurnSchedule(IDeferredTurns turns, ILoggerFactory logs)
{
    private readonly ILogger _log = DeferredLog.Create(logs);

    /// <summary>Schedules a turn. A failure is logged alone: the client knows where to look, and a look schedules again.</summary>
    public async Task TryAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        var scheduling = turns.ScheduleAsync(sessionId, key, cancellationToken).AsTask();
        await scheduling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (scheduling.IsFaulted)
        {
            DeferredLog.NotScheduled(_log, sessionId, scheduling.Exception);
        }
    }
}
