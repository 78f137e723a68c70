using System.Collections.Immutable;

namespace Tito.Core.Trajectories;

/// <summary>What a session has of one line under one kind, and what of it is beside: turns that the line did not go on from.</summary>
/// <remarks>
/// Nothing beside is lost: each is on a branch, and each branch can be a sample. Read off the trajectory; immutable and thread-safe.
/// </remarks>
/// <param name="Line">The agent's id of the line.</param>
/// <param name="Parent">The line that began this one; null for none.</param>
/// <param name="Kind">What its roots are for; null where nothing says it.</param>
/// <param name="Roots">Its conversations in commit order, 1 or more: more than one after compactions and restarts.</param>
/// <param name="Beside">The turns that are on the path of no root's latest turn, in commit order.</param>
public sealed record LineStatus(
    string Line, string? Parent, LineKind? Kind, ImmutableArray<SessionRoot> Roots, ImmutableArray<Turn> Beside)
{
    /// <summary>The lines of a trajectory in the order of their first turns; roots of which nobody said the line are of none.</summary>
    public static ImmutableArray<LineStatus> Of(Trajectory trajectory)
    {
        var turns = trajectory.Turns.ToLookup(turn => turn.Root);
        return
        [
            .. SessionRoots.Of(trajectory)
                .Where(root => root.Turn.Content.Exchange.Line?.Id is not null)
                .GroupBy(root => (root.Turn.Content.Exchange.Line!.Id!, root.Kind))
                .Select(roots => new LineStatus(
                    roots.Key.Item1,
                    roots.First().Turn.Content.Exchange.Line!.Parent,
                    roots.Key.Kind,
                    [.. roots],
                    [.. roots.SelectMany(root => BesideOf(turns[root.Turn])).OrderBy(turn => turn.Sequence)])),
        ];
    }

    private static IEnumerable<Turn> BesideOf(IEnumerable<Turn> grown)
    {
        var path = grown.Last().Path.ToHashSet();
        return grown.Where(turn => !path.Contains(turn));
    }
}
