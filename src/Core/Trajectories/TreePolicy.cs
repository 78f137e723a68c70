using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session with branches (retries, sub-agents, compaction): a request attaches at the deepest turn whose whole path of
/// messages it begins with and whose inputs it has, of equally deep ones at the latest, and at no turn at all when there is none. Nothing
/// is ever rolled back.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
public sealed record TreePolicy(IMessageMatcher Matcher, AppendRules Rules) : IPositioner
{
    /// <inheritdoc/>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request, IInputsMatcher? inputs = null)
    {
        // Parents come before their children: one pass in commit order knows of each turn whether its parent's path matched.
        var onPath = new bool[trajectory.Turns.Count];
        Turn? parent = null;
        foreach (var turn in trajectory.Turns)
        {
            onPath[turn.Sequence] = (turn.Parent is null || onPath[turn.Parent.Sequence]) && Continues(turn, request);
            if (onPath[turn.Sequence]
                && turn.MessageCount >= (parent?.MessageCount ?? 0)
                && (inputs is null || inputs.Differences(turn.Content.Inputs).IsEmpty))
            {
                parent = turn;
            }
        }

        ImmutableArray<ChatMessage> appended = [.. request.Skip(parent?.MessageCount ?? 0)];
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, 0);
    }

    /// <summary>Whether the request holds the turn's own messages in their places; a partly matching turn does not count.</summary>
    private bool Continues(Turn turn, IReadOnlyList<ChatMessage> request)
    {
        if (turn.MessageCount > request.Count)
        {
            return false;
        }

        var start = turn.Parent?.MessageCount ?? 0;
        return turn.Content.Messages.Index().All(message => Matcher.Matches(message.Item, request[start + message.Index]));
    }
}
