using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session with branches (retries, sub-agents, compaction): a request attaches at the deepest turn whose whole path of
/// messages it begins with and whose inputs it has, of equally deep ones at the latest, and at no turn at all when there is none. A request
/// that names its line attaches to turns of that line alone. Nothing is ever rolled back.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
public sealed record TreePolicy(IMessageMatcher Matcher, AppendRules Rules) : IPositioner
{
    /// <summary>What becomes of a request that replays a sampled message otherwise than it is stored.</summary>
    public AlteredHistory Altered { get; init; }

    /// <inheritdoc/>
    public PositionOutcome Position(
        Trajectory trajectory, IReadOnlyList<ChatMessage> request, IInputsMatcher? inputs = null, SessionLine? line = null)
    {
        var (parent, onPath) = Attach(trajectory, request, Matcher, inputs, line);
        if (Altered == AlteredHistory.Refuse && Replayed(trajectory, parent, onPath, request, inputs, line) is { } altered)
        {
            return altered;
        }

        var renamed = parent is null ? RenamedCalls.None : onPath[parent.Sequence]!;
        var appended = renamed.InStoredIds([.. request.Skip(parent?.MessageCount ?? 0)]);
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, 0);
    }

    /// <summary>
    /// The deepest turn, of equally deep ones the latest, whose path of messages a request begins with and whose inputs it has, or null;
    /// and of each turn, by its sequence, the calls that are renamed on its path, or null where the request does not begin with that.
    /// </summary>
    internal static (Turn? Turn, RenamedCalls?[] OnPath) Attach(
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> request,
        IMessageMatcher matcher,
        IInputsMatcher? inputs = null,
        SessionLine? line = null)
    {
        // Parents come before their children: one pass in commit order knows of each turn whether its parent's path matched.
        var onPath = new RenamedCalls?[trajectory.Turns.Count];
        Turn? deepest = null;
        foreach (var turn in trajectory.Turns)
        {
            var before = turn.Parent is { } parent ? onPath[parent.Sequence] : line?.MayContinue(turn) != false ? RenamedCalls.None : null;
            onPath[turn.Sequence] = before is not null
                && Agreed(turn, request, matcher, before) is var (count, renamed) && count == turn.Content.Messages.Length ? renamed : null;
            if (onPath[turn.Sequence] is not null
                && turn.MessageCount >= (deepest?.MessageCount ?? 0)
                && (inputs is null || inputs.Differences(turn.Content.Inputs).IsEmpty))
            {
                deepest = turn;
            }
        }

        return (deepest, onPath);
    }

    /// <summary>
    /// How many of the turn's own messages the request has in their places, from the first on, and the calls renamed up to there.
    /// </summary>
    private static (int Count, RenamedCalls Renamed) Agreed(
        Turn turn, IReadOnlyList<ChatMessage> request, IMessageMatcher matcher, RenamedCalls renamed)
    {
        var start = turn.Parent?.MessageCount ?? 0;
        var messages = turn.Content.Messages;
        var count = 0;
        while (count < messages.Length && start + count < request.Count
            && matcher.Matches(messages[count], request[start + count], renamed))
        {
            renamed = matcher.After(renamed, messages[count], request[start + count]);
            count++;
        }

        return (count, renamed);
    }

    /// <summary>
    /// The refusal of a request that agrees with a turn up to what it sampled, and has another assistant message there; null when there is
    /// no such turn. Conversations that part earlier are conversations of their own.
    /// </summary>
    /// <remarks>
    /// Several turns may say the same, and the request goes on from the latest of them: what goes on from any of them is replayed alike.
    /// </remarks>
    private PositionOutcome.Refused? Replayed(
        Trajectory trajectory,
        Turn? parent,
        RenamedCalls?[] onPath,
        IReadOnlyList<ChatMessage> request,
        IInputsMatcher? inputs,
        SessionLine? line)
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
            && (turn.Parent is { } own ? onPath[own.Sequence] : line?.MayContinue(turn) != false ? RenamedCalls.None : null) is { } renamed
            && Agreed(turn, request, Matcher, renamed).Count == turn.Content.Appended.Length
            && SampledMessage.IsAltered(turn, request[turn.MessageCount - 1], Matcher)
            && (inputs is null || turn.Parent is null || inputs.Differences(turn.Parent.Content.Inputs).IsEmpty);
    }
}
