using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session with branches (retries, sub-agents, compaction): a request attaches at the deepest turn whose whole path of
/// messages it begins with, of equally deep ones at the latest, and at no turn at all when there is none. Nothing is ever rolled back.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
public sealed record TreePolicy(IMessageMatcher Matcher, AppendRules Rules) : IPositioner
{
    /// <summary>What becomes of a request that replays a sampled message otherwise than it is stored.</summary>
    public AlteredHistory Altered { get; init; }

    /// <inheritdoc/>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request)
    {
        var parent = Attach(trajectory, request, Matcher);
        if (Altered == AlteredHistory.Refuse && Replayed(trajectory, parent, request) is { } altered)
        {
            return altered;
        }

        ImmutableArray<ChatMessage> appended = [.. request.Skip(parent?.MessageCount ?? 0)];
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, 0);
    }

    /// <summary>The deepest turn, of equally deep ones the latest, whose path of messages a request begins with; null for none.</summary>
    internal static Turn? Attach(Trajectory trajectory, IReadOnlyList<ChatMessage> request, IMessageMatcher matcher)
    {
        // Parents come before their children: one pass in commit order knows of each turn whether its parent's path matched.
        var onPath = new bool[trajectory.Turns.Count];
        Turn? deepest = null;
        foreach (var turn in trajectory.Turns)
        {
            onPath[turn.Sequence] = (turn.Parent is null || onPath[turn.Parent.Sequence])
                && turn.MessageCount <= request.Count
                && Agreed(turn, request, matcher) == turn.Content.Messages.Length;
            if (onPath[turn.Sequence] && turn.MessageCount >= (deepest?.MessageCount ?? 0))
            {
                deepest = turn;
            }
        }

        return deepest;
    }

    /// <summary>How many of the turn's own messages the request has in their places, from the first on.</summary>
    private static int Agreed(Turn turn, IReadOnlyList<ChatMessage> request, IMessageMatcher matcher)
    {
        var start = turn.Parent?.MessageCount ?? 0;
        return turn.Content.Messages.Index()
            .TakeWhile(own => start + own.Index < request.Count && matcher.Matches(own.Item, request[start + own.Index]))
            .Count();
    }

    /// <summary>
    /// The refusal of a request that agrees with a turn up to what it sampled, and has another assistant message there; null when there is
    /// no such turn. Conversations that part earlier are conversations of their own.
    /// </summary>
    private PositionOutcome.Refused? Replayed(Trajectory trajectory, Turn? parent, IReadOnlyList<ChatMessage> request) => trajectory.Turns
        .Where(turn => turn.Parent == parent && turn.MessageCount <= request.Count
            && Agreed(turn, request, Matcher) == turn.Content.Appended.Length
            && SampledMessage.IsAltered(turn, request[turn.MessageCount - 1], Matcher))
        .Select(turn => new PositionOutcome.Refused(
            RefusalReason.AlteredHistory,
            turn.MessageCount - 1,
            $"Message {turn.MessageCount - 1} is not what turn {turn.Sequence} sampled in that place, and a branch would begin before it."))
        .LastOrDefault();
}
