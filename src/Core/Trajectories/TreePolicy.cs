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
        var onPath = new RenamedCalls?[trajectory.Turns.Count];
        Turn? parent = null;
        foreach (var turn in trajectory.Turns)
        {
            onPath[turn.Sequence] = After(turn, request, turn.Parent is null ? RenamedCalls.None : onPath[turn.Parent.Sequence]);
            if (onPath[turn.Sequence] is not null
                && turn.MessageCount >= (parent?.MessageCount ?? 0)
                && (inputs is null || inputs.Differences(turn.Content.Inputs).IsEmpty))
            {
                parent = turn;
            }
        }

        ImmutableArray<ChatMessage> appended = [.. request.Skip(parent?.MessageCount ?? 0)];
        appended = parent is null ? appended : onPath[parent.Sequence]!.InStoredIds(appended);
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, 0);
    }

    /// <summary>
    /// The renamed calls after a turn whose own messages the request holds in their places, or null where it does not; a partly matching
    /// turn does not count.
    /// </summary>
    private RenamedCalls? After(Turn turn, IReadOnlyList<ChatMessage> request, RenamedCalls? renamed)
    {
        if (renamed is null || turn.MessageCount > request.Count)
        {
            return null;
        }

        var start = turn.Parent?.MessageCount ?? 0;
        foreach (var (index, stored) in turn.Content.Messages.Index())
        {
            var replayed = request[start + index];
            if (!Matcher.Matches(stored, replayed, renamed))
            {
                return null;
            }

            renamed = Matcher.After(renamed, stored, replayed);
        }

        return renamed;
    }
}
