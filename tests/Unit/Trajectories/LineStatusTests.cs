using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What a session has of each line.</summary>
public sealed class LineStatusTests
{
    private static readonly Dictionary<string, (SessionLine? Line, bool HasTools)> Roots = new()
    {
        ["m"] = (new("L", null, null), true),
        ["n"] = (new("L", null, null), true),
        ["t"] = (new("L", null, null), false),
        ["s"] = (new("S", "L", null), true),
        ["x"] = (null, true),
    };

    /// <summary>Each line's id, kind, roots, number of turns, and the turns beside.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("x x+", "")]
    [InlineData("m m+", "L main [0] 2 []")]
    [InlineData("m m+ m+0 m+", "L main [0] 4 [1]")]
    [InlineData("m m+ m+0 m+0", "L main [0] 4 [1 2]")]
    [InlineData("m m+ n n+ t", "L main [0 2] 4 []; L compaction [4] 1 []")]
    [InlineData("t m s m+ s+ s+2", "L title [0] 1 []; L main [1] 2 []; S sub-agent [2] 3 [4]")]
    [InlineData("x m x+", "L main [1] 1 []")]
    public void Of_ATree_HasEachLineAndWhatIsBesideIt(string turns, string expected) => Assert.Equal(
        expected,
        string.Join("; ", LineStatus.Of(Lines.Tree(turns, Roots)).Select(line =>
            $"{line.Line} {WireName.Of(line.Kind!.Value)} [{string.Join(' ', line.Roots.Select(root => root.Turn.Sequence))}] "
            + $"{line.Roots.Sum(root => root.TurnCount)} [{string.Join(' ', line.Beside.Select(turn => turn.Sequence))}]")));
}
