using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The rules by which requests wait in a journal, beside those of <see cref="SessionRules"/>.</summary>
/// <remarks>
/// Pure and thread-safe. Parking puts the key's intent into the session, so that no other request can take the key, and marks it; the mark
/// stays through every attempt until the turn is there or failed for good.
/// </remarks>
public static class ParkingRules
{
    private static readonly IntentEnd Parked = new IntentEnd.Failed(IntentFailure.Parked);

    /// <summary>
    /// Whether a request is parked. The first one under a key wins; one that failed for good may be parked anew, and is taken anew then.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="turn">What to park.</param>
    /// <param name="attemptId">Tells this request from all others.</param>
    /// <param name="said">What the request says of the turn.</param>
    /// <param name="limits">How much the journal keeps.</param>
    public static (SessionStep? Step, ParkOutcome Outcome) Park(
        SessionHead head, TurnIntent? holder, ParkedTurn turn, string attemptId, Annotation said, JournalLimits limits) => holder switch
        {
            { } other when other.RequestDigest != turn.RequestDigest => (null, new ParkOutcome.KeyReused(other)),
            { End: IntentEnd.Committed(var sequence) } => (null, new ParkOutcome.Taken(sequence)),
            { IsParked: true } => (Saying(head, holder, said), new ParkOutcome.AlreadyParked(holder)),
            _ when head.ClosedAt is not null => (null, new ParkOutcome.Closed()),
            _ when turn.Body.Length > limits.TurnBytes => (null, new ParkOutcome.TooLarge(turn.Body.Length, limits.TurnBytes)),
            _ => (Parking(head, holder, turn, attemptId, said), new ParkOutcome.Parked()),
        };

    /// <summary>Whether a parked turn ends as failed for good; no step when it is a turn already, or does not wait any more.</summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="turn">What is parked.</param>
    /// <param name="failure">Why.</param>
    /// <param name="at">The present.</param>
    public static (SessionStep? Step, SessionHead Outcome) Fail(
        SessionHead head, TurnIntent? holder, ParkedTurn turn, ParkedFailure failure, DateTimeOffset at) =>
        IsOf(holder, turn) && holder!.End is not IntentEnd.Committed
            ? Over(head, holder, new(turn.Key, turn.Fail(failure, at)))
            : (null, head);

    /// <summary>Whether the row of a parked turn that was taken goes, or stays as ended; no step when it is no turn.</summary>
    /// <param name="head">The session.</param>
    /// <param name="holder">The intent that is stored under the key, or null.</param>
    /// <param name="turn">What is parked.</param>
    /// <param name="keepsBody">Whether the answer needs the body.</param>
    /// <param name="at">The present.</param>
    public static (SessionStep? Step, SessionHead Outcome) Finish(
        SessionHead head, TurnIntent? holder, ParkedTurn turn, bool keepsBody, DateTimeOffset at) =>
        IsOf(holder, turn) && holder!.End is IntentEnd.Committed
            ? Over(head, holder, new(turn.Key, keepsBody ? turn with { EndedAt = at } : null))
            : (null, head);

    private static SessionStep Parking(SessionHead head, TurnIntent? holder, ParkedTurn turn, string attemptId, Annotation said)
    {
        // An attempt that lost its race is told so again at each retry. Who parks it anew was told, and wants it taken.
        var marked = holder ?? Mark(head, turn, attemptId);
        var end = marked.End is IntentEnd.Failed(IntentFailure.SessionAdvanced) ? Parked : marked.End;
        var intent = marked with { IsParked = true, End = end, Said = marked.Said.With(said) };
        return new(head.Park(turn.ParkedAt, isNewKey: holder is null), intent, null) { Parked = new(turn.Key, turn) };
    }

    /// <summary>What waits waits on, with what a retry says of it. No step where that was said already.</summary>
    private static SessionStep? Saying(SessionHead head, TurnIntent holder, Annotation said) =>
        holder.Said.With(said) is var all && all == holder.Said ? null : new(head.Annotate(), holder with { Said = all }, null);

    private static (SessionStep? Step, SessionHead Outcome) Over(SessionHead head, TurnIntent holder, ParkedChange change)
    {
        var after = head.Unpark();
        return (new(after, holder with { IsParked = false }, null) { Parked = change }, after);
    }

    private static bool IsOf(TurnIntent? holder, ParkedTurn turn) =>
        holder is { IsParked: true } && holder.RequestDigest == turn.RequestDigest;

    private static TurnIntent Mark(SessionHead head, ParkedTurn turn, string attemptId) => new()
    {
        Key = turn.Key,
        IsGenerated = false,
        AttemptId = attemptId,
        RequestDigest = turn.RequestDigest,
        Line = turn.Line,
        Parent = null,
        TurnCount = head.TurnCount,
        StartedAt = turn.ParkedAt,
        ExpiresAt = turn.ParkedAt,
        End = Parked,
    };
}
