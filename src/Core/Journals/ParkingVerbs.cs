using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The changes of parked turns by their names, each a rule of <see cref="ParkingRules"/>.</summary>
public static class ParkingVerbs
{
    /// <summary>Parks a request that says nothing of its turn, unless its key is taken.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">What to park, waiting.</param>
    /// <param name="attemptId">Tells this request from all others.</param>
    /// <param name="cancellationToken">Cancels the wait; it may be parked nevertheless.</param>
    public static ValueTask<ParkOutcome> ParkAsync(
        this ISessionJournal journal, string sessionId, ParkedTurn turn, string attemptId, CancellationToken cancellationToken) =>
        journal.ParkAsync(sessionId, turn, attemptId, Annotation.None, cancellationToken);

    /// <summary>Parks a request, unless its key is taken. Asking again after a lost answer says that it is parked already.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">What to park, waiting.</param>
    /// <param name="attemptId">Tells this request from all others.</param>
    /// <param name="said">What the request says of the turn.</param>
    /// <param name="cancellationToken">Cancels the wait; it may be parked nevertheless.</param>
    public static async ValueTask<ParkOutcome> ParkAsync(
        this ISessionJournal journal,
        string sessionId,
        ParkedTurn turn,
        string attemptId,
        Annotation said,
        CancellationToken cancellationToken)
    {
        var limits = journal.Limits;
        return await journal.ChangeAsync(
            sessionId, turn.Key, (head, holder) => ParkingRules.Park(head, holder, turn, attemptId, said, limits), cancellationToken)
            .ConfigureAwait(false) ?? new ParkOutcome.Gone();
    }

    /// <summary>
    /// Ends a parked turn that failed for good, and drops its body. Nothing happens when it became a turn or does not wait any more, or the
    /// session is gone: what waits in another one, that was opened under its id, goes on waiting.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="session">The session, as it was read before <paramref name="turn"/>.</param>
    /// <param name="turn">What is parked, as it was read.</param>
    /// <param name="failure">Why.</param>
    /// <param name="at">The present.</param>
    /// <param name="cancellationToken">Cancels the wait; it may have ended nevertheless.</param>
    /// <returns>Whether the session is still there.</returns>
    public static ValueTask<bool> FailParkedAsync(
        this ISessionJournal journal,
        SessionHead session,
        ParkedTurn turn,
        ParkedFailure failure,
        DateTimeOffset at,
        CancellationToken cancellationToken) =>
        journal.ChangeParkedAsync(
            session, turn.Key, (head, holder) => ParkingRules.Fail(head, holder, turn, failure, at), cancellationToken);

    /// <summary>
    /// Ends the wait of a parked turn that was taken: its row goes, or stays with its body where the answer needs that. What waits in
    /// another session, that was opened under its id, goes on waiting.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="session">The session, as it was read before <paramref name="turn"/>.</param>
    /// <param name="turn">What is parked, as it was read.</param>
    /// <param name="keepsBody">Whether the answer needs the body.</param>
    /// <param name="at">The present.</param>
    /// <param name="cancellationToken">Cancels the wait; it may have ended nevertheless.</param>
    /// <returns>Whether the session is still there.</returns>
    public static ValueTask<bool> FinishParkedAsync(
        this ISessionJournal journal,
        SessionHead session,
        ParkedTurn turn,
        bool keepsBody,
        DateTimeOffset at,
        CancellationToken cancellationToken) =>
        journal.ChangeParkedAsync(
            session, turn.Key, (head, holder) => ParkingRules.Finish(head, holder, turn, keepsBody, at), cancellationToken);

    private static async ValueTask<bool> ChangeParkedAsync(
        this ISessionJournal journal,
        SessionHead session,
        string key,
        SessionDecision<SessionHead> decide,
        CancellationToken cancellationToken) =>
        await journal.ChangeAsync(session.SessionId, key, SessionVerbs.Only(session, decide, head => head), cancellationToken)
            .ConfigureAwait(false) is { } after && after.IsSameSession(session);
}
