using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session with branches (retries, sub-agents, compaction): a request attaches at the deepest turn whose whole path of
/// messages it begins with and whose inputs it has, of equally deep ones at the one to which it is closest, of those at the latest, and at
/// no turn at all when there is none. A request that names its line attaches to turns of that line alone. Nothing is ever rolled back.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
public sealed record TreePolicy(IMessageMatcher Matcher, AppendRules Rules) : IPositioner
{
    /// <summary>What becomes of a request that replays a sampled message otherwise than it is stored.</summary>
    public AlteredHistory Altered { get; init; }

    /// <inheritdoc/>
    public PositionOutcome Position(
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> request,
        IInputsMatcher? inputs = null,
        SessionLine? line = null,
        IReadOnlySet<int>? named = null)
    {
        var paths = new ReplayedPaths(request, Matcher, line, named);
        var parent = paths.Closest(trajectory.Turns, inputs is null ? null : turn => inputs.Differences(turn.Content.Inputs).IsEmpty);
        var path = parent is null ? ReplayedPath.Start : paths.Of(parent)!.Value;
        if (Altered == AlteredHistory.Refuse && Replayed(trajectory, parent, path, paths, request, inputs) is { } altered)
        {
            return altered;
        }

        var appended = path.Renamed.InStoredIds([.. request.Skip(parent?.MessageCount ?? 0)]);
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, 0);
    }

    /// <summary>
    /// The refusal of a request that agrees with a turn up to what it sampled, and has another assistant message there; null when there is
    /// no such turn. Conversations that part earlier are conversations of their own.
    /// </summary>
    /// <remarks>
    /// Several turns may say the same, and the request goes on from one of them: what goes on from any of them is replayed alike, but from
    /// one that sampled other calls than the request has.
    /// </remarks>
    private PositionOutcome.Refused? Replayed(
        Trajectory trajectory,
        Turn? parent,
        ReplayedPath path,
        ReplayedPaths paths,
        IReadOnlyList<ChatMessage> request,
        IInputsMatcher? inputs)
    {
        return trajectory.Turns.LastOrDefault(IsReplayed) is not { } turn ? null : new(
            RefusalReason.AlteredHistory,
            turn.MessageCount - 1,
            $"Message {turn.MessageCount - 1} is not what turn {turn.Sequence} sampled in that place, and a branch would begin before it.")
        {
            Replayed = turn,
        };

        bool IsReplayed(Turn turn) => turn.MessageCount <= request.Count
            && turn.Parent?.MessageCount == parent?.MessageCount
            && paths.Before(turn) is { } before && !before.IsOutdoneBy(path)
            && paths.Asked(turn) is not null
            && SampledMessage.IsAltered(turn, request[turn.MessageCount - 1], Matcher)
            && (inputs is null || turn.Parent is null || inputs.Differences(turn.Parent.Content.Inputs).IsEmpty);
    }
}
