using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session that is one conversation: a request extends the tail, or retries an earlier turn, or is refused.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
/// <param name="MaxRollback">How many turns one request may leave behind, 0 or more.</param>
public sealed record LinearPolicy(IMessageMatcher Matcher, AppendRules Rules, int MaxRollback) : IPositioner
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
        var stored = trajectory.Active?.Messages ?? [];
        var matched = 0;
        var renamed = RenamedCalls.None;
        while (matched < stored.Length && matched < request.Count && Matcher.Matches(stored[matched], request[matched], renamed))
        {
            renamed = Matcher.After(renamed, stored[matched], request[matched]);
            matched++;
        }

        var left = new List<Turn>();
        var parent = trajectory.Active;
        for (; parent is not null && parent.MessageCount > matched; parent = parent.Parent)
        {
            left.Add(parent);
        }

        var paths = new ReplayedPaths(request, Matcher, named: named);
        var outdoing = Outdoing(trajectory, parent, paths)?.Path;
        for (; parent is not null && outdoing?.Contains(parent) == false; parent = parent.Parent)
        {
            left.Add(parent);
            matched = parent.MessageCount - 1;
        }

        if (Altered == AlteredHistory.Refuse && Replayed(trajectory, parent, left, request, paths, matched) is { } altered)
        {
            return altered;
        }

        if (left.Count > MaxRollback)
        {
            return new PositionOutcome.Refused(
                RefusalReason.RollbackTooDeep,
                matched,
                $"The request agrees with {matched} of {stored.Length} stored messages, so {left.Count} generated turns would be "
                + $"rolled back; at most {MaxRollback} may be.");
        }

        if (parent is not null && inputs?.Differences(parent.Content.Inputs) is [_, ..] differences)
        {
            return PositionOutcome.Refused.InputsChanged(parent, differences);
        }

        // What was matched beyond the parent is new again: its calls are the client's own, and hide what they were matched with.
        var appended = renamed.InStoredIds([.. request.Skip(parent?.MessageCount ?? 0)]);
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, left.Count);
    }

    /// <summary>
    /// A turn that the conversation left behind, as deep as the one of it that the request seems to continue, whose answer the request
    /// names, or whose calls it has where it matches the other one's only as an agent writes calls anew; null for none.
    /// </summary>
    private static Turn? Outdoing(Trajectory trajectory, Turn? parent, ReplayedPaths paths) =>
        parent is not null && trajectory.Turns.Count > trajectory.Active!.Depth
        && paths.Closest(trajectory.Turns.Where(turn => turn.MessageCount == parent.MessageCount)) is { } other
        && paths.Of(parent)!.Value.IsOutdoneBy(paths.Of(other)!.Value)
            ? other
            : null;

    /// <summary>
    /// Why the request is no retry, or null when it is one. A retry asks again from some place on; it has nothing of its own to say about
    /// what was sampled after it. So it is none when it has another assistant message where one was sampled, or goes on from a turn that is
    /// not on the path any more.
    /// </summary>
    private PositionOutcome.Refused? Replayed(
        Trajectory trajectory, Turn? parent, List<Turn> left, IReadOnlyList<ChatMessage> request, ReplayedPaths paths, int matched)
    {
        var start = parent?.MessageCount ?? 0;
        if (request.Count == start || !request.Skip(start).Any(message => message.Role == Role.Assistant))
        {
            return null;
        }

        // The last of them is the first of the conversation.
        foreach (var turn in Enumerable.Reverse(left))
        {
            if (turn.MessageCount <= request.Count && SampledMessage.IsAltered(turn, request[turn.MessageCount - 1], Matcher))
            {
                return Refused(
                    matched,
                    $"Message {turn.MessageCount - 1} is not what turn {turn.Sequence} sampled in that place, and {Count(left)} would be "
                    + "left behind.");
            }
        }

        return paths.Closest(trajectory.Turns) is { } other && other.MessageCount > start
            ? Refused(
                matched < request.Count ? matched : null,
                $"The request continues turn {other.Sequence}, which this session's conversation left behind: "
                + $"{other.SampledCount} sampled tokens would be rendered anew from their text. Roll the session back to that turn to go "
                + "on from it.")
            : null;
    }

    private static PositionOutcome.Refused Refused(int? index, string message) =>
        new(RefusalReason.AlteredHistory, index, message);

    private static string Count(List<Turn> left) =>
        $"{left.Count} generated turn{(left.Count == 1 ? "" : "s")} with {left.Sum(turn => turn.SampledCount)} sampled tokens";
}
