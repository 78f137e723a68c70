using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>A refused history says where it parts from the stored one, and the setting that would have taken it.</summary>
public sealed class HistoryAdviceTests
{
    private const string Sampled =
        """{"role":"assistant","content":"a","reasoning_content":"r","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}""";

    private static readonly SessionSettings Refusing = new() { Matcher = "strict", Altered = AlteredHistory.Refuse };

    private static readonly Trajectory Stored =
        Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Chat.Message(Sampled)));

    /// <summary>The narrowest of the wider matchers, where one takes the request.</summary>
    [Theory]
    [InlineData("reasoning_content", """{"role":"assistant","content":"a","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}""", "rendered")]
    [InlineData("tool_calls[0].function.arguments", """{"role":"assistant","content":"a","reasoning_content":"r","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{ \"x\": 1 }"}}]}""", "loose_tool_call")]
    [InlineData("content", """{"role":"assistant","content":"b","reasoning_content":"r"}""", null)]
    public void Position_OfAnAlteredMessage_NamesIndexFieldDigestsAndTheMatcher(string field, string replay, string? matcher)
    {
        var refused = Refused(Refusing, Stored, [Chat.User("u"), Chat.Message(replay), Chat.Tool("t")]);

        Assert.Equal((RefusalReason.AlteredHistory, 1, field), (refused.Reason, refused.Difference!.Index, refused.Difference.Field));
        Assert.Contains($"Message 1 differs in {field}: stored sha256:{refused.Difference.Stored}, sent ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"altered\":\"branch\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"policy\":\"tree\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("1 generated turn with 1 sampled tokens would be left behind", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("max_rollback", refused.Message, StringComparison.Ordinal);
        Assert.Equal(matcher is not null, refused.Message.Contains("\"matcher\"", StringComparison.Ordinal));
        Assert.Contains(matcher is null ? "" : $"\"matcher\":\"{matcher}\"", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What the message promises is kept: the settings that it names take the request.</summary>
    [Theory]
    [InlineData("u a1 t1 a2 t2 a3", "u a1 t1'", "\"max_rollback\":2", 2)]
    [InlineData("u a1 t1 a2 t2 a3", "u", "\"max_rollback\":3", 3)]
    [InlineData("u a1 t1 a2 t2 a3", "u a1' t1", "\"altered\":\"branch\" and \"max_rollback\":3", 3)]
    [InlineData("u a1 t1 a2", "u a1 t1 a2' t2", "\"altered\":\"branch\"", 1)]
    public void Position_OfAnyRefusedHistory_NamesSettingsThatTakeIt(string stored, string request, string named, int rollback)
    {
        var (trajectory, messages) = (Wording.Linear(stored), Wording.Messages(request));
        var refused = Refused(Refusing, trajectory, [.. messages]);

        Assert.Contains(
            $"With {named} it begins anew beside what is stored, which is then left behind.", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Or send the stored messages unchanged.", refused.Message, StringComparison.Ordinal);
        var other = Refusing with { MaxRollback = rollback };
        other = named.Contains("altered", StringComparison.Ordinal) ? other with { Altered = AlteredHistory.Branch } : other;
        Assert.IsType<PositionOutcome.Positioned>(new Positioner(other, Wording.AllRoles).Position(trajectory, messages));
        Assert.IsType<PositionOutcome.Positioned>(
            new Positioner(SessionDefaults.Parse("""{"policy":"tree"}""").Settings(null), Wording.AllRoles).Position(trajectory, messages));
    }

    [Fact]
    public void Position_OfAHistoryThatEndsEarly_HasNoDifferenceToShow()
    {
        var refused = Refused(Refusing, Wording.Linear("u a1 t1 a2"), [.. Wording.Messages("u")]);

        Assert.Null(refused.Difference);
        Assert.DoesNotContain("differs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Position_OfAnAlteredMessageInATree_ShowsTheTurnBesideWhichItWouldBegin()
    {
        var tree = Wording.Grow(Wording.Linear("u a1 t1 a2"), null, "u9 a9");
        var refused = Refused(Refusing with { Policy = SessionPolicy.Tree }, tree, [.. Wording.Messages("u a1 t1 a2' t2")]);

        Assert.Equal((3, "content"), (refused.Difference!.Index, refused.Difference.Field));
        Assert.Contains("With \"altered\":\"branch\" it begins anew beside what is stored.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"policy\"", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The client gave a call another id, and answers it under that.</summary>
    [Fact]
    public void Position_OfAnAlteredMessageAfterACallWithAnotherId_ShowsTheTurnBesideWhichItWouldBegin()
    {
        var tree = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Call("c")));
        tree = tree.Restore(tree.Turns[0], HandMade.Talk([Result("c")], Chat.Assistant("a")));
        var refused = Refused(
            Refusing with { Policy = SessionPolicy.Tree, Matcher = "rendered" },
            tree,
            [Chat.User("u"), Call("x"), Result("x"), Chat.Assistant("b"), Chat.User("v")]);

        Assert.Equal((RefusalReason.AlteredHistory, 3, "content"), (refused.Reason, refused.Difference!.Index, refused.Difference.Field));

        static ChatMessage Call(string id) => Chat.Message(
            $$$"""{"role":"assistant","tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}]}""");

        static ChatMessage Result(string id) => Chat.Message($$"""{"role":"tool","content":"r","tool_call_id":"{{id}}"}""");
    }

    /// <summary>Contents never come into a message that goes into logs.</summary>
    [Fact]
    public void Position_OfAnyRefusedHistory_QuotesNothing()
    {
        var refused = Refused(Refusing, Wording.Linear("u-secret a-secret"), [.. Wording.Messages("u-secret a-hidden")]);

        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    private static PositionOutcome.Refused Refused(SessionSettings settings, Trajectory stored, ChatMessage[] request) =>
        Assert.IsType<PositionOutcome.Refused>(new Positioner(settings, Wording.AllRoles).Position(stored, request));
}
