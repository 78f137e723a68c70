using System.Collections.Immutable;

namespace Tito.Core.Trajectories;

/// <summary>The reasons why a session is not complete. A session never looks complete by what it leaves out.</summary>
/// <param name="State">The sum of the three lists, and of <see cref="LeftBehind"/>.</param>
/// <param name="Pending">Turns that are with an engine, in the order in which they went there.</param>
/// <param name="Dangling">Turns that went to an engine and were heard of no more: the process that took them is gone.</param>
/// <param name="Unfinished">
/// Turns that did not end by themselves (<c>length</c>, <c>abort</c>, any word but <c>stop</c> and <c>tool_calls</c>): those of the
/// conversation, in a tree those of every branch.
/// </param>
public sealed record SessionStatus(
    SessionState State, ImmutableArray<TurnIntent> Pending, ImmutableArray<TurnIntent> Dangling, ImmutableArray<Turn> Unfinished)
{
    /// <summary>The turns of a linear session that its conversation does not hold.</summary>
    public LeftBehind LeftBehind { get; init; } = LeftBehind.None;

    /// <summary>The status of a session at one instant.</summary>
    /// <param name="policy">What the session's turns may look like.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <param name="intents">Its intents, in the order in which they began.</param>
    /// <param name="now">The present.</param>
    /// <param name="matcher">The session's matcher, which tells why turns were left behind; null for the strict one.</param>
    public static SessionStatus Of(
        SessionPolicy policy,
        Trajectory trajectory,
        ImmutableArray<TurnIntent> intents,
        DateTimeOffset now,
        IMessageMatcher? matcher = null)
    {
        var left = LeftBehind.Of(policy, trajectory, matcher ?? new StrictMatcher());
        var kept = intents.Where(intent => !IsMoot(intent, policy, trajectory, intents, now)).ToList();
        var turns = policy == SessionPolicy.Tree ? trajectory.Turns : (IEnumerable<Turn>)(trajectory.Active?.Path ?? []);
        ImmutableArray<TurnIntent> pending = [.. kept.Where(intent => intent.IsPending(now))],
        dangling = [.. kept.Where(intent => intent.IsDangling(now))];
        ImmutableArray<Turn> unfinished = [.. turns.Where(turn => !turn.EndedByItself)];
        var state = (dangling.IsEmpty && unfinished.IsEmpty, pending.IsEmpty, trajectory.Turns.IsEmpty) switch
        {
            (false, _, _) => SessionState.Incomplete,
            (true, false, _) => SessionState.Pending,
            (true, true, true) => SessionState.Empty,
            (true, true, false) => left.IsEmpty ? SessionState.Complete : SessionState.Restarted,
        };
        return new(state, pending, dangling, unfinished) { LeftBehind = left };
    }

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
}
