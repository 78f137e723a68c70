using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>Finds the leaves of a tree, and picks some of them.</summary>
internal static class LeafPicking
{
    /// <summary>The leaves that a picker keeps, in its order.</summary>
    public static ImmutableArray<Turn> Pick(Trajectory trajectory, SamplePicker picker)
    {
        // Parents come before their children, so the last write is a parent's latest child.
        var latestChild = new Turn?[trajectory.Turns.Count];
        foreach (var turn in trajectory.Turns.Where(turn => turn.Parent is not null))
        {
            latestChild[turn.Parent!.Sequence] = turn;
        }

        var leaves = trajectory.Turns.Where(turn => latestChild[turn.Sequence] is null);
        return picker switch
        {
            SamplePicker.All => [.. leaves],
            SamplePicker.DropRetries =>
            [
                .. leaves
                    .Where(leaf => leaf.Parent is null || latestChild[leaf.Parent.Sequence] == leaf)
                    .OrderByDescending(Depth)
                    .ThenByDescending(leaf => leaf.Sequence),
            ],
            SamplePicker.Latest => trajectory.Active is { } active ? [active] : [],
            _ => throw new UnreachableException(),
        };
    }

    private static int Depth(Turn turn)
    {
        var depth = 1;
        for (var parent = turn.Parent; parent is not null; parent = parent.Parent)
        {
            depth++;
        }

        return depth;
    }
}
