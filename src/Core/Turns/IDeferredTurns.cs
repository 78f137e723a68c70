namespace Tito.Core.Turns;

/// <summary>Sees to it that parked turns are taken some time soon, by this process or by another. It owns when, and nothing else.</summary>
/// <remarks>
/// Thread-safe. All that a client can see of a parked turn is in the journal: what is lost here is scheduled again by the next look at the
/// turn or by the sweep, and what runs twice finds the turn taken.
/// </remarks>
public interface IDeferredTurns
{
    /// <summary>Asks for a turn to be taken. One that is scheduled or under way stays as it is.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">The turn's idempotency key, under which it is parked.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may be scheduled nevertheless.</param>
    ValueTask ScheduleAsync(string sessionId, string key, CancellationToken cancellationToken);
}
