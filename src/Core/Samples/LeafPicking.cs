using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>Finds the leaves of a tree, and picks some of them.</summary>
internal static class LeafPicking
{
    /// <summary>The leaves that a picker keeps, in its order, of the conversations that the filter keeps.</summary>
    public static ImmutableArray<Turn> Pick(Trajectory trajectory, SamplePicker picker, RootFilter filter)
    {
        var kept = filter.Kept(trajectory);

        // Parents come before their children, so the last write is a parent's latest child.
        var latestChild = new Turn?[trajectory.Turns.Count];
        foreach (var turn in trajectory.Turns.Where(turn => turn.Parent is not null))
        {
            latestChild[turn.Parent!.Sequence] = turn;
        }

        var leaves = trajectory.Turns.Where(turn => latestChild[turn.Sequence] is null && kept.Contains(turn.Root));
        return picker switch
        {
            SamplePicker.All => [.. leaves],
            SamplePicker.DropRetries =>
            [
                .. leaves
                    .Where(leaf => leaf.Parent is null || latestChild[leaf.Parent.Sequence] == leaf)
                    .OrderByDescending(leaf => leaf.Depth)
                    .ThenByDescending(leaf => leaf.Sequence),
            ],
            SamplePicker.Latest => Latest(trajectory, kept) is { } latest ? [latest] : [],
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The active turn; where its conversation is not kept, the turn that was committed last of those that are.</summary>
    private static Turn? Latest(Trajectory trajectory, ImmutableHashSet<Turn> kept) =>
        trajectory.Active is not { } active || kept.Contains(active.Root)
            ? trajectory.Active
            : trajectory.Turns.LastOrDefault(turn => kept.Contains(turn.Root));
}
