using Tito.Core.Sessions.Inspection;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Sessions.Inspection;

/// <summary>The tree: 0 has 1 and 4; 1 has 2 and 3; 5 is another root.</summary>
public sealed class TurnTreeTests
{
    private static readonly Trajectory Six = Grow(null, 0, 1, 1, 0, null);

    [Fact]
    public void Branches_OfATree_AreItsLeavesWithTheTurnWhereEachLeavesTheShownPath() => Assert.Equal(
        [(2, 3, 1), (3, 3, 3), (4, 2, 0), (5, 1, null)],
        TurnTree.Of(Six, Six.Turns[3]).Branches.Select(branch => (branch.Leaf.Sequence, branch.TurnCount, branch.Fork?.Sequence)));

    [Fact]
    public void Branches_WhenThePathEndsAboveALeaf_GoOnFromIt() => Assert.Equal(
        [1, 1, 0, null], TurnTree.Of(Six, Six.Turns[1]).Branches.Select(branch => branch.Fork?.Sequence));

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    public void LeafBelow_ATurn_IsTheLeafThatWasCommittedLast(int turn, int leaf) =>
        Assert.Equal(leaf, TurnTree.Of(Six, null).LeafBelow(Six.Turns[turn]).Sequence);

    [Fact]
    public void LeafBelow_ATurnWithADeepOldBranchThatGrewLast_IsThere()
    {
        var trajectory = Grow(null, 0, 0, 1);

        Assert.Equal(3, TurnTree.Of(trajectory, null).LeafBelow(trajectory.Turns[0]).Sequence);
    }

    [Fact]
    public void Continuing_NoTurn_GivesTheRoots() => Assert.Equal([0, 5], TurnTree.Of(Six, null).Continuing(null).Select(turn => turn.Sequence));

    [Fact]
    public void Continuing_ATurn_GivesItsChildren() => Assert.Equal([1, 4], TurnTree.Of(Six, null).Continuing(Six.Turns[0]).Select(turn => turn.Sequence));

    private static Trajectory Grow(params ReadOnlySpan<int?> parents)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        foreach (var parent in parents)
        {
            var content = HandMade.Talk([], Chat.Message("""{"role":"assistant","content":""}"""));
            trajectory = trajectory.Restore(parent is { } sequence ? trajectory.Turns[sequence] : null, content);
        }

        return trajectory;
    }
}
