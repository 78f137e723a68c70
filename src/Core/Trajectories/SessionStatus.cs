using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The reasons why a session is not complete. A session never looks complete by what it leaves out.</summary>
/// <param name="State">The sum of the lists but the last.</param>
/// <param name="Pending">Turns that are with an engine, in the order in which they went there.</param>
/// <param name="Dangling">Turns that went to an engine and were heard of no more: the process that took them is gone.</param>
/// <param name="Unfinished">
/// Turns that did not end by themselves (<c>length</c>, <c>abort</c>, any word but <c>stop</c> and <c>tool_calls</c>): those of the
/// conversation, in a tree those of every branch.
/// </param>
/// <param name="Unended">
/// Turns of the same that did not end with a stop token of their family's as their last token: what continues one of them closed it, or cut
/// it there.
/// </param>
public sealed record SessionStatus(
    SessionState State,
    ImmutableArray<TurnIntent> Pending,
    ImmutableArray<TurnIntent> Dangling,
    ImmutableArray<Turn> Unfinished,
    ImmutableArray<SessionStatus.UnendedTurn> Unended)
{
    /// <summary>The status of a session at one instant.</summary>
    /// <param name="policy">What the session's turns may look like.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <param name="intents">Its intents, in the order in which they began.</param>
    /// <param name="now">The present.</param>
    /// <param name="ends">The stop tokens of the session's model.</param>
    public static SessionStatus Of(
        SessionPolicy policy, Trajectory trajectory, ImmutableArray<TurnIntent> intents, DateTimeOffset now, EndTokens ends)
    {
        var kept = intents.Where(intent => !IsMoot(intent, policy, trajectory, intents, now)).ToList();
        ImmutableArray<Turn> turns = policy == SessionPolicy.Tree ? [.. trajectory.Turns] : trajectory.Active?.Path ?? [];
        ImmutableArray<TurnIntent> pending = [.. kept.Where(intent => intent.IsPending(now))],
        dangling = [.. kept.Where(intent => intent.IsDangling(now))];
        ImmutableArray<Turn> unfinished = [.. turns.Where(turn => !turn.EndedByItself)];
        var state = (dangling.IsEmpty && unfinished.IsEmpty, pending.IsEmpty, trajectory.Turns.IsEmpty) switch
        {
            (false, _, _) => SessionState.Incomplete,
            (true, false, _) => SessionState.Pending,
            (true, true, true) => SessionState.Empty,
            (true, true, false) => SessionState.Complete,
        };
        return new(state, pending, dangling, unfinished, [.. turns.Select(turn => Unending(turn, ends)).OfType<UnendedTurn>()]);
    }

    private static UnendedTurn? Unending(Turn turn, EndTokens ends) =>
        TurnEnd.Of(turn.Content, ends) is { Kind: not (EndKind.StopToken or EndKind.Unknown) } end ? new(turn, end) : null;

    /// <summary>
    /// Whether nothing is missing although an intent is open. In a linear session a turn that was committed since moved the fence, so
    /// that this one cannot be committed. And a request without a key that was lost has its answer if the same body became a turn
    /// later. An intent that is still with the engine can become a sibling of that turn, so it counts.
    /// </summary>
    private static bool IsMoot(
        TurnIntent intent, SessionPolicy policy, Trajectory trajectory, ImmutableArray<TurnIntent> intents, DateTimeOffset now) =>
        (policy == SessionPolicy.Linear && trajectory.Turns.Count > intent.TurnCount)
        || (intent.IsGenerated && intent.IsDangling(now) && intents.Any(other =>
            other.End is IntentEnd.Committed(var sequence) && sequence >= intent.TurnCount && other.RequestDigest == intent.RequestDigest));

    /// <summary>A turn that did not end as its family ends one.</summary>
    /// <param name="Turn">The turn, one of the conversation or, in a tree, of any branch.</param>
    /// <param name="End">How it ended instead, by its tokens.</param>
    public sealed record UnendedTurn(Turn Turn, TurnEnd End);
}
