using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>
/// The changes of a session by their names, each a rule of <see cref="SessionRules"/> over <see cref="ISessionJournal.ChangeAsync"/>.
/// </summary>
public static class SessionVerbs
{
    /// <summary>Records that a turn goes to an engine, unless another attempt holds the key (<see cref="TurnIntent.GivesWay"/>).</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="intent">An open intent.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may be stored nevertheless.</param>
    public static async ValueTask<BeginOutcome> BeginAsync(
        this ISessionJournal journal, string sessionId, TurnIntent intent, CancellationToken cancellationToken) =>
        await journal.ChangeAsync(sessionId, intent.Key, (head, holder) => SessionRules.Begin(head, holder, intent), cancellationToken)
            .ConfigureAwait(false) ?? new BeginOutcome.Gone();

    /// <summary>
    /// The same for a turn that was planned on a session as it was read: where that was deleted it is gone, whatever was opened under its
    /// id since.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="session">The session as it was read.</param>
    /// <param name="intent">An open intent.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may be stored nevertheless.</param>
    public static async ValueTask<BeginOutcome> BeginAsync(
        this ISessionJournal journal, SessionHead session, TurnIntent intent, CancellationToken cancellationToken)
    {
        var decide = Only<BeginOutcome>(session, (head, holder) => SessionRules.Begin(head, holder, intent), _ => new BeginOutcome.Gone());
        return await journal.ChangeAsync(session.SessionId, intent.Key, decide, cancellationToken).ConfigureAwait(false)
            ?? new BeginOutcome.Gone();
    }

    /// <summary>
    /// Stores a turn after the last one, makes it the active one and ends its intent with it, if the session is still as the caller has
    /// seen it and the intent is still the attempt's.
    /// </summary>
    /// <remarks>
    /// The attempt's id makes an append recognizable: asking again after a lost answer is answered by
    /// <see cref="AppendOutcome.AlreadyAppended"/>. Whether the key was taken over is looked at before the fence, because whoever took it
    /// over may have stored this very turn.
    /// </remarks>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The new turn, with the sequence that follows the last one's.</param>
    /// <param name="fence">The session as the caller has seen it.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may be stored nevertheless.</param>
    public static async ValueTask<AppendOutcome> AppendAsync(
        this ISessionJournal journal, string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken)
    {
        var (encoded, limits) = (EncodedTurn.Of(turn), journal.Limits);
        return await journal.ChangeAsync(
            sessionId, intent.Key, (head, holder) => SessionRules.Append(head, holder, encoded, fence, intent, limits), cancellationToken)
            .ConfigureAwait(false) ?? new AppendOutcome.Gone();
    }

    /// <summary>
    /// The same for a turn that was planned on a session as it was read, whose fence it has to meet: where that was deleted it is gone,
    /// whatever was opened under its id since.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="session">The session as it was read.</param>
    /// <param name="turn">The new turn, with the sequence that follows the last one's.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may be stored nevertheless.</param>
    public static async ValueTask<AppendOutcome> AppendAsync(
        this ISessionJournal journal, SessionHead session, Turn turn, TurnIntent intent, CancellationToken cancellationToken)
    {
        var (encoded, limits) = (EncodedTurn.Of(turn), journal.Limits);
        var decide = Only<AppendOutcome>(
            session,
            (head, holder) => SessionRules.Append(head, holder, encoded, session.Fence, intent, limits),
            _ => new AppendOutcome.Gone());
        return await journal.ChangeAsync(session.SessionId, intent.Key, decide, cancellationToken).ConfigureAwait(false)
            ?? new AppendOutcome.Gone();
    }

    /// <summary>Moves the active turn, if the session is still as the caller has seen it. No turn is removed.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="fence">The session as the caller has seen it.</param>
    /// <param name="active">The sequence of the turn that becomes the active one, below the fence's turn count, or null for none.</param>
    /// <param name="cancellationToken">Cancels the wait; the move may be stored nevertheless.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="active"/> is not a turn of what the caller has seen.</exception>
    public static async ValueTask<MoveOutcome> MoveAsync(
        this ISessionJournal journal, string sessionId, Fence fence, int? active, CancellationToken cancellationToken) =>
        await journal.ChangeAsync(sessionId, null, (head, _) => SessionRules.Move(head, fence, active), cancellationToken)
            .ConfigureAwait(false) ?? new MoveOutcome.Gone();

    /// <summary>Closes a session: no intent begins and no turn is appended any more. One that is closed stays as it is.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="at">The present.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be closed nevertheless.</param>
    /// <returns>The closed head, or null when there is no session.</returns>
    public static ValueTask<SessionHead?> CloseAsync(
        this ISessionJournal journal, string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        journal.CloseAsync(sessionId, at, Annotation.None, cancellationToken);

    /// <summary>The same, and keeps what is said of the session; on a closed session the last word counts.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="at">The present.</param>
    /// <param name="said">Its metadata and what it earned; what is not said stays as it is.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be closed nevertheless.</param>
    /// <returns>The closed head, or null when there is no session.</returns>
    public static ValueTask<SessionHead?> CloseAsync(
        this ISessionJournal journal, string sessionId, DateTimeOffset at, Annotation said, CancellationToken cancellationToken) =>
        journal.ChangeAsync(sessionId, null, (head, _) => SessionRules.Close(head, at, said), cancellationToken);

    /// <summary>Keeps what is said of a committed turn, whether its session is closed or not; the last word counts.</summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">The key of the intent that became the turn.</param>
    /// <param name="said">Its metadata, what it earned, or both; what is not said stays as it is.</param>
    /// <param name="cancellationToken">Cancels the wait; it may be stored nevertheless.</param>
    /// <returns>All that is said of the turn then; null when there is no session, or no turn of the key.</returns>
    public static async ValueTask<Annotation?> AnnotateAsync(
        this ISessionJournal journal, string sessionId, string key, Annotation said, CancellationToken cancellationToken)
    {
        var all = await journal.ChangeAsync(
            sessionId, key, (head, holder) => SessionRules.Annotate(head, holder, said), cancellationToken).ConfigureAwait(false);
        return all == Annotation.None ? null : all;
    }

    /// <summary>The same for a turn of one session: nothing is kept in another one that was opened under its id.</summary>
    internal static async ValueTask AnnotateAsync(
        this ISessionJournal journal, SessionHead session, string key, Annotation said, CancellationToken cancellationToken) =>
        await journal.ChangeAsync(
            session.SessionId,
            key,
            Only(session, (head, holder) => SessionRules.Annotate(head, holder, said), _ => Annotation.None),
            cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Ends an intent that became no turn. Nothing happens when the intent has ended or is another attempt's, or the session is gone.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may be ended nevertheless.</param>
    public static async ValueTask EndAsync(
        this ISessionJournal journal, string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken) =>
        await journal.ChangeAsync(
            sessionId, intent.Key, (head, holder) => SessionRules.End(head, holder, intent, failure, null), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>
    /// The same of an attempt that had something sampled, which is kept: also where the intent has ended or is another attempt's, and not
    /// where the session was deleted, whatever was opened under its id since.
    /// </summary>
    /// <param name="journal">Where the session is kept.</param>
    /// <param name="session">The session as it was read.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="aborted">What stays of it; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may be ended nevertheless.</param>
    public static async ValueTask EndAsync(
        this ISessionJournal journal,
        SessionHead session,
        TurnIntent intent,
        IntentFailure failure,
        AbortedCompletion? aborted,
        CancellationToken cancellationToken) =>
        await journal.ChangeAsync(
            session.SessionId,
            intent.Key,
            Only(session, (head, holder) => SessionRules.End(head, holder, intent, failure, aborted), head => head),
            cancellationToken).ConfigureAwait(false);

    /// <summary>A decision about one session, which another one under its id does not get.</summary>
    internal static SessionDecision<TOutcome> Only<TOutcome>(
        SessionHead session, SessionDecision<TOutcome> decide, Func<SessionHead, TOutcome> gone) =>
        (head, holder) => head.IsSameSession(session) ? decide(head, holder) : (null, gone(head));
}
