using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions.Inspection;

/// <summary>
/// A session's turns as branches beside one shown conversation. Linear sessions have them too: the turns that a retry leaves behind.
/// </summary>
/// <remarks>Immutable and thread-safe. Costs one pass over the turns.</remarks>
public sealed class TurnTree
{
    private readonly ILookup<int, Turn> _children;
    private readonly ImmutableArray<Turn> _leafBelow;

    private TurnTree(ILookup<int, Turn> children, ImmutableArray<Turn> leafBelow, ImmutableArray<Branch> branches) =>
        (_children, _leafBelow, Branches) = (children, leafBelow, branches);

    /// <summary>One for each turn that no other continues, in commit order.</summary>
    public ImmutableArray<Branch> Branches { get; }

    /// <summary>The turns that continue a turn, in commit order; for null those that start from an empty buffer.</summary>
    public IEnumerable<Turn> Continuing(Turn? parent) => _children[parent?.Sequence ?? -1];

    /// <summary>The turn committed last among those below a turn that none continues; the turn itself when none continues it.</summary>
    public Turn LeafBelow(Turn turn) => _leafBelow[turn.Sequence];

    /// <summary>The branches of a trajectory.</summary>
    /// <param name="trajectory">All turns.</param>
    /// <param name="shown">The last turn of the shown conversation; null when there is none.</param>
    internal static TurnTree Of(Trajectory trajectory, Turn? shown)
    {
        var turns = trajectory.Turns.ToImmutableArray();
        var leafBelow = turns.ToArray();
        var isContinued = new bool[turns.Length];
        foreach (var turn in turns.Reverse().Where(turn => turn.Parent is not null))
        {
            // A turn comes after its parent, so a later leaf always wins over the turn itself.
            var parent = turn.Parent!.Sequence;
            leafBelow[parent] = leafBelow[parent].Sequence > leafBelow[turn.Sequence].Sequence
                ? leafBelow[parent]
                : leafBelow[turn.Sequence];
            isContinued[parent] = true;
        }

        var path = (shown?.Path ?? []).ToHashSet();
        var (depth, fork) = (new int[turns.Length], new Turn?[turns.Length]);
        foreach (var turn in turns)
        {
            depth[turn.Sequence] = turn.Parent is { } parent ? depth[parent.Sequence] + 1 : 1;
            fork[turn.Sequence] = path.Contains(turn) ? turn : turn.Parent is null ? null : fork[turn.Parent.Sequence];
        }

        return new(
            turns.ToLookup(turn => turn.Parent?.Sequence ?? -1),
            [.. leafBelow],
            [
                .. turns.Where(turn => !isContinued[turn.Sequence])
                    .Select(leaf => new Branch(leaf, depth[leaf.Sequence], fork[leaf.Sequence])),
            ]);
    }

    /// <summary>A conversation of a session, from the root to a turn that no other continues.</summary>
    /// <param name="Leaf">Its last turn.</param>
    /// <param name="TurnCount">How many turns it has, 1 or more.</param>
    /// <param name="Fork">
    /// The last turn that it has in common with the shown conversation; null when it has none, its own leaf when it is the shown one.
    /// </param>
    public sealed record Branch(Turn Leaf, int TurnCount, Turn? Fork);
}
