using System.Collections.Immutable;

namespace Tito.Core.Trajectories;

/// <summary>
/// What a line of a tree has beside a turn that did not go on from the line's last one: a retry, an altered history, a compaction.
/// </summary>
/// <remarks>Nothing of it is lost: it is a branch of its own. Immutable and thread-safe.</remarks>
/// <param name="Turns">The turns of the line that the new turn's path does not have, in commit order: 1 or more.</param>
public sealed record Fork(ImmutableArray<Turn> Turns)
{
    /// <summary>How many tokens were sampled in them, 0 or more.</summary>
    public int TokenCount => Turns.Sum(turn => turn.SampledCount);

    /// <summary>The fork that a turn made; null where it made none, and where nobody named its line.</summary>
    /// <remarks>It looks back to the line's last turn, and further only where there is a fork.</remarks>
    /// <param name="trajectory">The session's turns up to the one before <paramref name="turn"/>, or more.</param>
    /// <param name="turn">The turn.</param>
    public static Fork? Of(Trajectory trajectory, Turn turn)
    {
        if (turn.Root.Content.Exchange.Line is not { Id: not null } line)
        {
            return null;
        }

        for (var at = turn.Sequence - 1; at >= 0; at--)
        {
            var before = trajectory.Turns[at];
            if (before == turn.Parent)
            {
                return null;
            }

            if (before.Root.Content.Exchange.Line is { } own && (own.Id, own.Kind) == (line.Id, line.Kind))
            {
                var kept = turn.Path.ToHashSet();
                return new([.. before.Path.Where(other => !kept.Contains(other))]);
            }
        }

        return null;
    }
}
