using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using static Tito.Tests.Unit.Trajectories.ForkWords;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>The fork of a turn that goes on from another one, and brings what was sampled elsewhere in its session.</summary>
public sealed class SwitchedForkTests
{
    /// <summary>
    /// Tools, an effort or a system message that switch back and forth part one conversation into branches that take turns: each goes on
    /// from its own last turn, and has what the other sampled since as a rendering. A short answer counts in its place alone.
    /// </summary>
    [Theory]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 a2 u3>a3", "1")]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 a2 u3>a3|1<u3 a3 u4>a4", "0 2")]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 a2 u3>a3|1<u3 a3 u4>a4|2<u4 a4 u5>a5", "1 3")]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 a2 u3>a3|2<u4>a4", null)]
    [InlineData("-<u>a1|-<u a1 u2>a2|1<u3>a3|0<u2 a2 u9>a9", "1 2")]
    [InlineData("-<u>a1|-<u a1 u2>a2|-<u a1 u2 a2 u3>a3|0<u2 a2 u3 a3 u4>a4", "2")]
    [InlineData("-<s u>a1|-<s' u a1 u2>a2|0<u2 a2 u3>a3", "1")]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2' a2 u3>a3", "1")]
    // What goes on from the parent counts as well: the latest of both is told.
    [InlineData("-<u>a1|-<u a1 u2>a2|0<t>a8|0<u2 a2 u3>a3", "2")]
    [InlineData("-<u>a1|0<t>a8|-<u a1 u2>a2|0<u2 a2 u3>a3", "2")]
    // A turn that says the parent's answer after more messages says something else.
    [InlineData("-<u>a1|-<u a1 t>a1|1<t2>a2|0<t3>a3", null)]
    // Messages of the client's own, and a short answer in another place.
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2>a3", null)]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 A u3>a3", null)]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 u2' a2 u3>a3", null)]
    [InlineData("-<u>a1|-<u a1 u2>a2|0<u2 A a2 u3>a3", null)]
    public void Of_ATurnWithAnAnswerThatAnotherBranchSampled_IsThatBranch(string turns, string? expected)
    {
        var trajectory = Taken(turns, Wording.Messages);

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>A turn that is told again says what it said, whatever came after it.</summary>
    [Fact]
    public void Of_ATurnBeforeOthers_IsWhatItWas()
    {
        var trajectory = Taken("-<u>a1|-<u a1 u2>a2|0<u2 a2 u3>a3|1<u3 a3 u4>a4|-<u a1 u2>a2|4<u5>a5", Wording.Messages);

        Assert.Equal(
            [null, "0", "1", "0 2"],
            trajectory.Turns.Take(4).Select(turn => Show(Fork.Of(trajectory, turn, MatcherRegistry.Find("strict")!))));
    }

    /// <summary>
    /// Behind a turn, too, a call by its id and a long text count wherever they stand, also where they were sampled higher up than the turn
    /// is deep; but not what the turn's own path has, and not where a turn sampled the same in that very place.
    /// </summary>
    [Theory]
    [InlineData("-<s=1 U=1>C=x:1|0<T=1>A=long|-<s=9 U=9 A=x U=8>A=short|2<U=2 C=x:1 T=1 U=3>A=b", "0 1")]
    [InlineData("-<s=1 U=1>C=x:1|0<T=1>A=long|-<s=9 U=9 A=x U=8>A=short|2<U=2 A=long U=3>A=b", "0 1")]
    [InlineData("-<s=1 U=1>C=x:1|0<T=1>A=long|-<s=9 U=9 A=x U=8>A=short|2<U=2 C=x:2 T=1>A=b", null)]
    [InlineData("-<s=1 U=1>C=x:1|0<T=1>A=long|-<s=9 U=9 A=x U=8>A=short|2<U=2 C=y:1 T=1>A=b", null)]
    [InlineData("-<s=1 U=1>C=x:1|0<T=1>A=long|-<s=9 U=9 A=x U=8>A=short|2<U=2 U=long U=3>A=b", null)]
    [InlineData("-<s=1 U=1>A=short|-<s=9 U=9 A=x U=8>A=y|1<U=2 A=short U=3>A=b", null)]
    [InlineData("-<s=9 U=9>A=short|-<s=1 U=1>C=x:1|1<T=1>A=long|2<U=2 C=x:1 T=1 A=long U=3>A=b", null)]
    [InlineData("-<U=1>A=a|-<U=1 A=a U=2>A=long|-<s=9 U=9>A=long|0<U=2 A=long U=3>A=b", "1")]
    public void Of_ATurnWithASampledAnswerOfElsewhere_IsTheConversationThatSampledIt(string turns, string? expected)
    {
        var trajectory = Taken(turns, Said);

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!)));
    }

    /// <summary>A long text is a mark of its own where the agent gave the call behind it another id, for a matcher that passes that.</summary>
    [Theory]
    [InlineData("rendered", 80, "0")]
    [InlineData("rendered", 8, null)]
    [InlineData("strict", 80, null)]
    public void Of_ARootWithAnAnswerElsewhereWhoseCallHasAnotherId_IsTheConversationThatSampledIt(string matcher, int length, string? expected)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Call("c")));
        trajectory = trajectory.Restore(null, HandMade.Talk([Chat.User("summary"), Chat.User("v"), Call("d"), Chat.Tool("t")], Chat.Assistant("b")));

        Assert.Equal(expected, Show(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find(matcher)!)));

        ChatMessage Call(string id) => Chat.Message($$$"""
            {"role":"assistant","content":"{{{new string('x', length)}}}","tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}]}
            """);
    }

    /// <summary>An answer of a named line is that line's behind a turn that nobody named as well.</summary>
    [Fact]
    public void Of_ATurnWithAnAnswerOfANamedLine_IsNone()
    {
        var named = HandMade.Talk(Wording.Messages("u a1 u2"), Wording.Messages("a2")[0]);
        var trajectory = Taken("-<u>a1", Wording.Messages)
            .Restore(null, named with { Exchange = named.Exchange with { Line = new("L", null, null) } });
        trajectory = trajectory.Restore(trajectory.Turns[0], HandMade.Talk(Wording.Messages("u2 a2 u3"), Chat.Assistant("a3")));

        Assert.Null(Fork.Of(trajectory, trajectory.Turns[^1], MatcherRegistry.Find("strict")!));
    }
}
