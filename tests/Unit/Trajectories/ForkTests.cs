using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

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
    [InlineData("m m", "0")]
    [InlineData("m s m", "0")]
    // Another line, or another kind of the same, is not looked at.
    [InlineData("m s m+0", null)]
    [InlineData("m s s+ m+0 s+1", "2")]
    [InlineData("m m+ k", null)]
    [InlineData("m k m+0", null)]
    // Where nobody said the line, the turns below the same parent are.
    [InlineData("x x+ x+0", "1")]
    [InlineData("x x+ x+ x+0", "1 2")]
    [InlineData("x x+ m x+1", null)]
    [InlineData("x x+ x+0 x+1", null)]
    [InlineData("x x+ x", null)]
    [InlineData("x m", null)]
    public void Of_TheLastTurn_IsWhatTheLineHasBesideIt(string turns, string? expected)
    {
        var trajectory = Lines.Tree(turns, Roots);
        var fork = Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!);

        Assert.Equal(expected, fork is null ? null : string.Join(' ', fork.Turns.Select(turn => turn.Sequence)));
        Assert.Equal(fork?.Turns.Length, fork?.TokenCount);
    }

    /// <summary>A root that was asked what an earlier one was, and more: with other tools, say, or with another answer in its history.</summary>
    [Theory]
    [InlineData("first", "0 1")]
    [InlineData("another", null)]
    public void Of_ARootThatNobodyNamed_IsWhatWasAskedAlike(string asked, string? expected)
    {
        var trajectory = Lines.Tree("", Roots).Restore(null, HandMade.Talk([Chat.User("first")], Chat.Assistant("a")));
        trajectory = trajectory.Restore(trajectory.Turns[0], HandMade.Talk([Chat.User("second")], Chat.Assistant("b")));
        trajectory = trajectory.Restore(null, HandMade.Talk([Chat.User(asked), Chat.Assistant("c"), Chat.User("third")], Chat.Assistant("d")));

        var fork = Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!);

        Assert.Equal(expected, fork is null ? null : string.Join(' ', fork.Turns.Select(turn => turn.Sequence)));
    }

    /// <summary>The first turn of a session may be what was asked alike, and a request that is no longer than its own is enough.</summary>
    [Theory]
    [InlineData("s u", "s u", "0")]
    [InlineData("s u", "s u A u2", "0")]
    [InlineData("s u", "s u'", null)]
    [InlineData("s u", "s", null)]
    public void Of_ASecondRootThatNobodyNamed_BeginsWithAllThatTheFirstWasAsked(string first, string second, string? expected)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis)
            .Restore(null, HandMade.Talk(Wording.Messages(first), Chat.Assistant("a")))
            .Restore(null, HandMade.Talk(Wording.Messages(second), Chat.Assistant("b")));

        var fork = Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!);

        Assert.Equal(expected, fork is null ? null : string.Join(' ', fork.Turns.Select(turn => turn.Sequence)));
    }
}
