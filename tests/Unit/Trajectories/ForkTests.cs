using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using static Tito.Tests.Unit.Trajectories.ForkWords;

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

        Assert.Equal(expected, Show(fork));
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

        Assert.Equal(expected, Show(fork));
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

        Assert.Equal(expected, Show(fork));
    }

    /// <summary>
    /// A request that begins otherwise and has a sampled answer in its place leaves that answer's tokens behind: its client changed the
    /// system message, say. A short answer elsewhere, which may be an example in any prompt, or one in the mouth of somebody else, is no such
    /// thing.
    /// </summary>
    [Theory]
    [InlineData("s' u a1 t1", "0 1")]
    [InlineData("s' u A t1 a2 t2", "0 1")]
    [InlineData("s' u' a1 t1", "0 1")]
    [InlineData("s' u a1", "0 1")]
    [InlineData("s' u a3 t1", "2")]
    [InlineData("s' u A t1", null)]
    [InlineData("s' u", null)]
    [InlineData("s' a1 u", null)]
    public void Of_ARootWithASampledAnswerInItsPlace_IsTheConversationThatSampledIt(string asked, string? expected)
    {
        var trajectory = Wording.Grow(Wording.Linear("s u a1 t1 a2"), null, "s9 u9 a3")
            .Restore(null, HandMade.Talk(Wording.Messages(asked), Chat.Assistant("b")));

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>
    /// A harness that summarizes the history, or cuts its front off, sends what was sampled in another place: the call with its id, or a
    /// text that no other conversation has by chance. The tokens are rendered anew there.
    /// </summary>
    [Theory]
    [InlineData("s=1 U=summary C=x:1 T=1", "0 1")]
    [InlineData("C=x:1", "0 1")]
    [InlineData("s=1 U=2 A=long U=3", "0 1")]
    [InlineData("U=summary A=other C=x:1 T=1 A=long U=3", "0 1")]
    [InlineData("s=1 U=summary C=y:1 T=1", null)]
    [InlineData("s=1 U=summary C=x:2 T=1", null)]
    [InlineData("s=1 U=2 U=long U=3", null)]
    [InlineData("A=short U=3", null)]
    [InlineData("s=1 U=2 U=3 A=short U=3", null)]
    public void Of_ARootWithASampledAnswerElsewhere_IsTheConversationThatSampledIt(string asked, string? expected)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis)
            .Restore(null, HandMade.Talk(Said("s=1 U=1"), Said("C=x:1")[0]));
        trajectory = trajectory.Restore(trajectory.Turns[0], HandMade.Talk(Said("T=1"), Said("A=long")[0]))
            .Restore(null, HandMade.Talk(Said("s=9 U=9"), Said("A=short")[0]))
            .Restore(null, HandMade.Talk(Said(asked), Chat.Assistant("b")));

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>A text is a mark from 64 characters on, without the white space around it that clients cut.</summary>
    [Theory]
    [InlineData(64, "", "0")]
    [InlineData(63, "", null)]
    [InlineData(63, "  ", null)]
    [InlineData(64, "\n", "0")]
    public void Of_ARootWithASampledText_CountsItsCharacters(int length, string around, string? expected)
    {
        var text = new string('x', length) + around;
        var trajectory = Trajectory.Start(HandMade.Genesis)
            .Restore(null, HandMade.Talk([Chat.System("s"), Chat.User("u")], Chat.Assistant(text)))
            .Restore(null, HandMade.Talk([Chat.User("summary"), Chat.Assistant(text), Chat.User("v")], Chat.Assistant("b")));

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>A request that names answers is told of all that its turn does not go on from, however short they are.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("0", "0")]
    [InlineData("1", "0 1")]
    [InlineData("0 1", "0 1")]
    [InlineData("2", null)]
    [InlineData("0 2", "0")]
    public void OfNamed_IsWhatTheTurnDoesNotGoOnFrom(string named, string? expected)
    {
        var trajectory = Wording.Grow(Wording.Linear("u a1 t1 a2"), null, "s' u a3 t1 a4");

        Assert.Equal(expected, Show(Fork.OfNamed(
            trajectory, trajectory.Turns[^1], named.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet())));
    }

    /// <summary>An answer of a named line is that line's.</summary>
    [Fact]
    public void Of_ARootWithAnAnswerOfANamedLine_IsNone()
    {
        var root = HandMade.Talk(Wording.Messages("s u"), Wording.Messages("a1")[0]);
        var trajectory = Trajectory.Start(HandMade.Genesis)
            .Restore(null, root with { Exchange = root.Exchange with { Line = new("L", null, null) } })
            .Restore(null, HandMade.Talk(Wording.Messages("s' u a1 t1"), Chat.Assistant("b")));

        Assert.Null(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!));
    }

    /// <summary>
    /// Two turns said the same, 0 and 2, and turn 1 went on from 0. What goes on from 2 has beside it what went on from either, as far as
    /// that is not on its own path.
    /// </summary>
    [Theory]
    [InlineData("2:t1 a3", "0 1")]
    [InlineData("2:t9 a3", "0 1")]
    [InlineData("2:t1 a2", "0 1")]
    [InlineData("null:u8 a8|2:t1 a3", "0 1")]
    [InlineData("2:t1 a3|3:t2 a4", null)]
    [InlineData("2:t1 a2|3:t2 a4", null)]
    [InlineData("2:t1 a3|1:t2 a4", null)]
    [InlineData("2:t1 a3|0:t2 a4", "2 3")]
    public void Of_ATurnAfterTheLaterOfTwoTwins_IsWhatWentOnFromEither(string more, string? expected)
    {
        var trajectory = Wording.Grow(Wording.Linear("u a1 t1 a2"), null, "u a1");
        foreach (var next in more.Split('|').Select(turn => turn.Split(':')))
        {
            trajectory = Wording.Grow(trajectory, next[0] == "null" ? null : next[0][0] - '0', next[1]);
        }

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>Two turns with no more after them are nothing beside what goes on from one of them, and others say something else.</summary>
    [Theory]
    [InlineData("u a1")]
    [InlineData("u a1'")]
    [InlineData("u' a1")]
    [InlineData("u' a1 t9 a8")]
    [InlineData("u a1' t9 a8")]
    [InlineData("u9 a9 t9 a8")]
    public void Of_ATurnAfterATurnWithoutATwinThatWentOn_IsNone(string second)
    {
        var trajectory = Wording.Grow(Wording.Linear(second), null, "u a1 t1 a2");

        Assert.Null(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!));
    }

    /// <summary>A client that drops the reasoning cannot tell two turns that said the same after other thoughts.</summary>
    [Theory]
    [InlineData("rendered", "0 1")]
    [InlineData("strict", null)]
    public void Of_ATurnAfterATwinWithOtherReasoning_IsWhatAClientWithoutItCannotTell(string matcher, string? expected)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, Thought("r0"));
        trajectory = Wording.Grow(Wording.Grow(trajectory, 0, "t1 a2").Restore(null, Thought("r2")), 2, "t1 a3");

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find(matcher)!)));

        static TurnContent Thought(string reasoning) => HandMade.Talk(
            [Chat.User("u")], Chat.Message($$"""{"role":"assistant","reasoning_content":"{{reasoning}}","content":"a1"}"""));
    }

    /// <summary>A twin that a line has is not what nobody named.</summary>
    [Fact]
    public void Of_ATurnAfterATwinOfANamedLine_IsNone()
    {
        var root = HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]);
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, root with { Exchange = root.Exchange with { Line = new("L", null, null) } });
        trajectory = Wording.Grow(Wording.Grow(trajectory, 0, "t1 a2"), null, "u a1 t1 a3");

        Assert.Null(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!));
    }
}
