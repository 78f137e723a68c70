using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The reasons why a session is not complete. A session never looks complete by what it leaves out.</summary>
/// <param name="State">
/// The sum of the lists and of <see cref="LeftBehind"/>: an unended turn does not count, and an aborted one while it is missing.
/// </param>
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
/// <param name="Aborted">
/// Turns that an engine gave up, or whose completion became no turn, at their first attempt or a later one; no sample has what was sampled.
/// </param>
public sealed record SessionStatus(
    SessionState State,
    ImmutableArray<TurnIntent> Pending,
    ImmutableArray<TurnIntent> Dangling,
    ImmutableArray<Turn> Unfinished,
    ImmutableArray<SessionStatus.UnendedTurn> Unended,
    ImmutableArray<SessionStatus.AbortedTurn> Aborted)
{
    /// <summary>The turns of a linear session that its conversation does not hold.</summary>
    public LeftBehind LeftBehind { get; init; } = LeftBehind.None;

    /// <summary>Turns whose engine made a message that is not what its tokens say; each exchange names the field.</summary>
    public ImmutableArray<Turn> Disagreeing { get; init; } = [];

    /// <summary>What the session has of each line that an agent named.</summary>
    public ImmutableArray<LineStatus> Lines { get; init; } = [];

    /// <summary>Turns whose requests had sampled calls otherwise than they were sampled; each exchange names them.</summary>
    public ImmutableArray<Turn> Altering { get; init; } = [];

    /// <summary>Turns that were asked for and are not there: under way, lost, or given up by the engine and not taken again.</summary>
    public ImmutableArray<TurnIntent> Missing =>
        [.. Pending, .. Dangling, .. Aborted.Where(turn => turn.IsMissing).Select(turn => turn.Intent)];

    /// <summary>The status of a session at one instant.</summary>
    /// <param name="policy">What the session's turns may look like.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <param name="intents">Its intents, in the order in which they began.</param>
    /// <param name="now">The present.</param>
    /// <param name="ends">The stop tokens of the session's model.</param>
    /// <param name="matcher">The session's matcher, which tells why turns were left behind; null for the strict one.</param>
    public static SessionStatus Of(
        SessionPolicy policy,
        Trajectory trajectory,
        ImmutableArray<TurnIntent> intents,
        DateTimeOffset now,
        EndTokens ends,
        IMessageMatcher? matcher = null)
    {
        var left = LeftBehind.Of(policy, trajectory, matcher ?? new StrictMatcher());
        var kept = intents.Where(intent => !IsMoot(intent, policy, trajectory, intents, now)).ToList();
        ImmutableArray<Turn> turns = policy == SessionPolicy.Tree ? [.. trajectory.Turns] : trajectory.Active?.Path ?? [];
        ImmutableArray<TurnIntent> pending = [.. kept.Where(intent => intent.IsPending(now))],
        dangling = [.. kept.Where(intent => intent.IsDangling(now))];
        ImmutableArray<Turn> unfinished = [.. turns.Where(turn => !turn.EndedByItself)];
        ImmutableArray<AbortedTurn> aborted =
        [
            .. intents.Where(intent => !intent.Aborted.Items.IsEmpty)
                .Select(intent => new AbortedTurn(intent, WasGivenUp(intent) && !intent.IsPending(now) && kept.Contains(intent))),
        ];
        var isWhole = dangling.IsEmpty && unfinished.IsEmpty && !aborted.Any(turn => turn.IsMissing);
        var state = (isWhole, pending.IsEmpty, trajectory.Turns.IsEmpty) switch
        {
            (false, _, _) => SessionState.Incomplete,
            (true, false, _) => SessionState.Pending,
            (true, true, true) => SessionState.Empty,
            (true, true, false) => left.IsEmpty ? SessionState.Complete : SessionState.Restarted,
        };
        ImmutableArray<UnendedTurn> unended = [.. turns.Select(turn => Unending(turn, ends)).OfType<UnendedTurn>()];
        return new(state, pending, dangling, unfinished, unended, aborted)
        {
            Disagreeing = [.. turns.Where(turn => turn.Content.Exchange.Disagreement is not null)],
            Altering = [.. turns.Where(turn => !turn.Content.Exchange.Altered.IsEmpty)],
            LeftBehind = left,
            Lines = LineStatus.Of(trajectory),
        };
    }

    private static UnendedTurn? Unending(Turn turn, EndTokens ends) =>
        TurnEnd.Of(turn.Content, ends) is { Kind: not (EndKind.StopToken or EndKind.Unknown) } end ? new(turn, end) : null;

    /// <summary>
    /// Whether nothing is missing although an intent is open. In a linear session a turn that was committed since moved the fence, so
    /// that this one cannot be committed. And a request without a key that was lost has its answer if the same body became a turn later, of
    /// the same line where both have one: an earlier release stored none. An intent that is still with the engine can become a sibling of
    /// that turn, so it counts.
    /// </summary>
    private static bool IsMoot(
        TurnIntent intent, SessionPolicy policy, Trajectory trajectory, ImmutableArray<TurnIntent> intents, DateTimeOffset now) =>
        (policy == SessionPolicy.Linear && trajectory.Turns.Count > intent.TurnCount && !IsWaiting(intent, now))
        || (intent.IsGenerated && (intent.IsDangling(now) || WasGivenUp(intent)) && intents.Any(other =>
            other.End is IntentEnd.Committed(var sequence) && sequence >= intent.TurnCount
            && other.RequestDigest == intent.RequestDigest && (other.MayBeOf(intent.Line) || intent.MayBeOf(other.Line))));

    /// <summary>A parked turn that is not with an engine now will be planned anew, on what the session is then.</summary>
    private static bool IsWaiting(TurnIntent intent, DateTimeOffset now) => intent.IsPending(now) && !intent.IsUnderWay(now);

    private static bool WasGivenUp(TurnIntent intent) => intent.End is IntentEnd.Failed(IntentFailure.EngineAborted);

    /// <summary>A turn that an engine gave up.</summary>
    /// <param name="Intent">Under which it went to the engine, with what was sampled.</param>
    /// <param name="IsMissing">Whether no later attempt became a turn, and the session did not go on without it.</param>
    public sealed record AbortedTurn(TurnIntent Intent, bool IsMissing);

    /// <summary>A turn that did not end as its family ends one.</summary>
    /// <param name="Turn">The turn, one of the conversation or, in a tree, of any branch.</param>
    /// <param name="End">How it ended instead, by its tokens.</param>
    public sealed record UnendedTurn(Turn Turn, TurnEnd End);
}
