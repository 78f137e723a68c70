using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>
/// The rules by which every journal changes a session, decided on its present state alone. <see cref="ISessionJournal.ChangeAsync"/> asks
/// here with the head and the intent that it read, and stores the step in one transaction; where there is none it stores nothing.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class SessionRules
{
    /// <summary>
    /// Whether an intent begins. One that the attempt has begun already, with an answer that was lost, is begun. A key stands for one
    /// request, whatever became of it: an intent of another body gives way to none.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="intent">The intent to begin.</param>
    public static (SessionStep? Step, BeginOutcome Outcome) Begin(SessionHead head, TurnIntent? holder, TurnIntent intent) =>
        IsHeld(holder, intent) ? (null, new BeginOutcome.Begun())
        : holder is not null && (holder.RequestDigest != intent.RequestDigest || !holder.GivesWay(intent.StartedAt))
            ? (null, new BeginOutcome.Held(holder))
        : head.ClosedAt is not null ? (null, new BeginOutcome.Closed())
        : (
            new(
                head.Begin(intent, holder),
                intent with
                {
                    Aborted = holder?.Aborted ?? intent.Aborted,
                    IsParked = holder?.IsParked ?? intent.IsParked,
                    Said = holder?.Said.With(intent.Said) ?? intent.Said,
                },
                null),
            new BeginOutcome.Begun());

    /// <summary>
    /// Whether a turn is appended. One that the attempt has appended already, with an answer that was lost, is recognized.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="turn">The turn to append.</param>
    /// <param name="fence">What the caller has seen of the session.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="limits">How much the journal keeps.</param>
    public static (SessionStep? Step, AppendOutcome Outcome) Append(
        SessionHead head, TurnIntent? holder, EncodedTurn turn, Fence fence, TurnIntent intent, JournalLimits limits) => holder switch
        {
            { End: IntentEnd.Committed(var sequence) } when holder.AttemptId == intent.AttemptId =>
                (null, new AppendOutcome.AlreadyAppended(sequence)),
            _ when !IsHeld(holder, intent) => (null, new AppendOutcome.Overtaken()),
            _ when head.ClosedAt is not null => (null, new AppendOutcome.Closed()),
            _ when head.Fence != fence || turn.Turn.Sequence != head.TurnCount => (null, new AppendOutcome.Stale(head.Fence)),
            _ when turn.Row.ByteCount > limits.TurnBytes => (null, new AppendOutcome.TooLarge(turn.Row.ByteCount, limits.TurnBytes)),
            _ => (
                new(head.Append(turn.Turn), holder! with { End = new IntentEnd.Committed(turn.Turn.Sequence) }, turn),
                new AppendOutcome.Appended()),
        };

    /// <summary>
    /// Whether an intent ends without a turn, and the head afterwards; nothing ends when it has ended or is another attempt's. What the
    /// attempt had sampled is kept all the same, with the intent that is there, once.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="intent">The intent to end.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="aborted">What the engine had sampled, which becomes no turn; null where there is nothing to keep.</param>
    public static (SessionStep? Step, SessionHead Outcome) End(
        SessionHead head, TurnIntent? holder, TurnIntent intent, IntentFailure failure, AbortedCompletion? aborted) =>
        IsHeld(holder, intent) && head.EndIntent() is var ended
            ? (new(ended, Ended(holder!, failure, aborted), null), ended)
        : aborted is not null && IsOvertaken(holder, intent) && !holder!.Aborted.Has(aborted) && head.Keep() is var kept
            ? (new(kept, holder with { Aborted = holder.Aborted.Add(aborted) }, null), kept)
        : (null, head);

    private static TurnIntent Ended(TurnIntent holder, IntentFailure failure, AbortedCompletion? aborted) => holder with
    {
        End = new IntentEnd.Failed(failure),
        Aborted = aborted is null ? holder.Aborted : holder.Aborted.Add(aborted),
    };

    /// <summary>Whether the active turn moves.</summary>
    /// <param name="head">The session.</param>
    /// <param name="fence">What the caller has seen of the session.</param>
    /// <param name="active">The sequence of one of its turns, or null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="active"/> is not a turn of what the caller has seen.</exception>
    public static (SessionStep? Step, MoveOutcome Outcome) Move(SessionHead head, Fence fence, int? active)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(active ?? 0, nameof(active));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(active ?? -1, fence.TurnCount, nameof(active));
        return head.ClosedAt is not null ? (null, new MoveOutcome.Closed())
            : head.Fence != fence ? (null, new MoveOutcome.Stale(head.Fence))
            : (head.Active == active ? null : new(head.MoveTo(active), null, null), new MoveOutcome.Moved());
    }

    /// <summary>
    /// Whether the session closes, and its head afterwards. A closed one keeps the time of its first close, and gets what is said of it.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="at">The present.</param>
    /// <param name="said">What is said of the session.</param>
    public static (SessionStep? Step, SessionHead Outcome) Close(SessionHead head, DateTimeOffset at, Annotation said) =>
        head.Close(at, said) is var closed && closed with { Version = head.Version } != head
            ? (new(closed, null, null), closed)
            : (null, head);

    /// <summary>
    /// Whether something is said of a committed turn, in an open session or a closed one, and all that is said of it then; no step where it
    /// was said already. Nothing where the key has no turn.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the turn's key, or null.</param>
    /// <param name="said">What is said.</param>
    public static (SessionStep? Step, Annotation Outcome) Annotate(SessionHead head, TurnIntent? holder, Annotation said) =>
        holder is not { End: IntentEnd.Committed } ? (null, Annotation.None)
        : holder.Said.With(said) is var all && all == holder.Said ? (null, all)
        : (new(head.Annotate(), holder with { Said = all }, null), all);

    /// <summary>Whether another attempt has the key, or this one was ended for it; its own turn is nobody else's.</summary>
    private static bool IsOvertaken(TurnIntent? holder, TurnIntent intent) =>
        holder is not null && !(holder.End is IntentEnd.Committed && IsOf(holder, intent));

    private static bool IsHeld(TurnIntent? holder, TurnIntent intent) => holder is { End: null } && IsOf(holder, intent);

    /// <summary>An attempt that was overtaken may begin once more, and is another one then.</summary>
    private static bool IsOf(TurnIntent holder, TurnIntent intent) =>
        holder.AttemptId == intent.AttemptId && holder.StartedAt == intent.StartedAt;
}
