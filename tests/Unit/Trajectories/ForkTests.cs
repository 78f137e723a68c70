using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What a line has beside a turn that did not go on from its last one.</summary>
public sealed class ForkTests
{
    private static readonly Dictionary<string, (SessionLine? Line, bool HasTools)> Roots = new()
    {
        ["m"] = (new("L", null, null), true),
        ["k"] = (new("L", null, LineKind.Compaction), false),
        ["s"] = (new("S", "L", null), true),
        ["x"] = (null, true),
    };

    /// <summary>The fork that the last turn made: the turns beside it.</summary>
    [Theory]
    [InlineData("m", null)]
    [InlineData("m m+ m+", null)]
    [InlineData("m m+ m+0", "1")]
    [InlineData("m m+ m+ m+0", "1 2")]
    [InlineData("m m+ m+ m+0 m+", null)]
    [InlineData("m m+ m+ m+0 m+2", "3")]
    [InlineData("m m+ m", "0 1")]
    // Another line, or another kind of the same, is not looked at; nor is a root of which nobody said the line.
    [InlineData("m s m+0", null)]
    [InlineData("m s s+ m+0 s+1", "2")]
    [InlineData("m m+ k", null)]
    [InlineData("m k m+0", null)]
    [InlineData("x x+ x+0", null)]
    [InlineData("x m", null)]
    public void Of_TheLastTurn_IsWhatTheLineHasBesideIt(string turns, string? expected)
    {
        var trajectory = Lines.Tree(turns, Roots);
        var fork = Fork.Of(trajectory, trajectory.Turns[^1]);

        Assert.Equal(expected, fork is null ? null : string.Join(' ', fork.Turns.Select(turn => turn.Sequence)));
        Assert.Equal(fork?.Turns.Length, fork?.TokenCount);
    }
}
