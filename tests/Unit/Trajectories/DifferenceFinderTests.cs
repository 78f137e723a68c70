using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Which field tells two messages apart.</summary>
public sealed class DifferenceFinderTests
{
    [Theory]
    [InlineData("""{"role":"user","content":"a"}""", """{"role":"assistant","content":"b"}""", "role")]
    [InlineData("""{"role":"assistant","content":"a","x":1}""", """{"role":"assistant","content":"b","x":2}""", "content")]
    [InlineData("""{"role":"assistant","x":1,"reasoning_content":"r"}""", """{"role":"assistant","x":2,"reasoning_content":"s"}""", "reasoning_content")]
    [InlineData("""{"role":"assistant","content":"a","y":1}""", """{"role":"assistant","content":"a","x":2}""", "y")]
    [InlineData("""{"role":"assistant","content":"a"}""", """{"role":"assistant","content":"a","x":2}""", "x")]
    // Calls that differ in none of the parts that have a name.
    [InlineData(
        """{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"}}]}""",
        """{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"},"index":0}]}""",
        "tool_calls")]
    public void Find_OfTwoMessages_IsTheFirstFieldThatTheMatcherTells(string stored, string sent, string field) => Assert.Equal(
        (7, field), Named(DifferenceFinder.Find(7, Chat.Message(stored), Chat.Message(sent), new StrictMatcher())));

    /// <summary>A matcher that passes each difference alone names none of them: the first field with another value is the one.</summary>
    [Fact]
    public void Find_UnderAMatcherThatTakesEachFieldAlone_IsTheFirstOtherValue()
    {
        var stored = Chat.Message("""{"role":"assistant","content":"a","x":1,"y":1}""");
        var sent = Chat.Message("""{"role":"assistant","content":"a","x":2,"y":2}""");

        Assert.Equal((0, "x"), Named(DifferenceFinder.Find(0, stored, sent, new OneFieldMatcher())));
        Assert.Equal((0, "content"), Named(DifferenceFinder.Find(0, stored, stored, new OneFieldMatcher())));
    }

    /// <summary>What a call is comes before how it is spelled; what both lack is no difference.</summary>
    [Theory]
    [InlineData("""{"id":"c","function":{"name":"f","arguments":"1"}}""", """{"id":"d","function":{"name":"g","arguments":"2"}}""", "function.name")]
    [InlineData("""{"id":"c","function":{"name":"f","arguments":"1"}}""", """{"id":"d","function":{"name":"f","arguments":"2"}}""", "id")]
    [InlineData("""{"id":"c","function":{"name":"f","arguments":"1"}}""", """{"id":"c","function":{"name":"f","arguments":"2"}}""", "function.arguments")]
    [InlineData("""{"id":"c","function":{"name":"f","arguments":"1"}}""", """{"id":"c","type":"function","function":{"name":"f","arguments":"1"}}""", "type")]
    [InlineData("""{"id":"c","function":{"name":"f"}}""", """{"id":"c","function":{"name":"f"},"index":0}""", null)]
    public void FindInCall_OfTwoCalls_IsTheFirstPartThatDiffers(string stored, string sent, string? part)
    {
        var found = DifferenceFinder.FindInCall(1, Calls(stored), Calls(sent), 0);

        Assert.Equal(part is null ? null : $"tool_calls[0].{part}", found?.Field);
    }

    private static (int Index, string Field) Named(MessageDifference found) => (found.Index, found.Field);

    private static ChatMessage Calls(string call) => Chat.Message($$"""{"role":"assistant","tool_calls":[{{call}}]}""");

    /// <summary>Passes one differing member, and no equal messages.</summary>
    private sealed class OneFieldMatcher : IMessageMatcher
    {
        public string Name => "one_field";

        public bool Matches(ChatMessage stored, ChatMessage replayed) => stored.Json.EnumerateObject()
            .Count(member => member.Value.GetRawText() != replayed.Field(member.Name)?.GetRawText()) == 1;
    }
}
