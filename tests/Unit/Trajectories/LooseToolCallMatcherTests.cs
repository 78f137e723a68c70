using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

public sealed class LooseToolCallMatcherTests
{
    private static readonly LooseToolCallMatcher Loose = new();

    // A pair of "arguments" as they stand in the JSON of a function, and whether they spell the same object.
    public static TheoryData<string?, string?, bool> Arguments => new()
    {
        { "\"{\\\"a\\\": 1}\"", "\"{\\\"a\\\":1}\"", true },
        { "\"{\\\"a\\\": 1}\"", "\"{\\\"a\\\": 1.0}\"", true },
        { "\"{\\\"a\\\": 10}\"", "\"{\\\"a\\\": 1e1}\"", true },
        { "\"{\\\"a\\\": 0.1}\"", "\"{\\\"a\\\": 0.1000000000000000000000001}\"", false },
        { "\"{\\\"a\\\": 1, \\\"b\\\": 2}\"", "\"{\\\"b\\\": 2, \\\"a\\\": 1}\"", true },
        { "\"{\\\"a\\\": [1, 2]}\"", "\"{\\\"a\\\": [2, 1]}\"", false },
        { "\"{\\\"a\\\": {\\\"b\\\": 2, \\\"c\\\": [1, {\\\"d\\\": \\\"\\\\u00e9\\\"}]}}\"", "{\"a\": {\"c\": [1.0, {\"d\": \"é\"}], \"b\": 2}}", true },
        { "\"{\\\"a\\\": {\\\"b\\\": 1}}\"", "\"{\\\"a\\\": [[\\\"b\\\", 1]]}\"", false },
        { "\"{\\\"a\\\": 1e999}\"", "\"{\\\"a\\\": 10e998}\"", true },
        { "\"{\\\"a\\\": null}\"", "\"{\\\"a\\\": \\\"null\\\"}\"", false },
        { "\" \"", "\"{}\"", false },
        { "\"{\\\"a\\\": Infinity}\"", "\"{\\\"a\\\":Infinity}\"", false },
        { "\"1\"", "\"1.0\"", false },
        { "{}", "\"{ }\"", true },
        { null, "\"\"", false },
        { null, "{}", false },
        { "\"{\\\"a\\\": true}\"", "\"{\\\"a\\\": 1}\"", false },
        { "\"{\\\"a\\\": \\\"1\\\"}\"", "\"{\\\"a\\\": 1}\"", false },
        { "\"{\\\"a\\\": null}\"", "\"{}\"", false },
        { "null", "\"{}\"", true },
        { "\"\"", "\"{}\"", true },
        { "null", "\"\"", true },
        { "\" {} \"", "\"\"", true },
        { null, "\"{}\"", false },
        { null, "null", false },
        { null, null, true },
        { "{\"a\": 1}", "\"{\\\"a\\\": 1}\"", true },
        { "\"[1]\"", "\"[ 1 ]\"", false },
        { "\"[1]\"", "\"[1]\"", true },
        { "\"{\\\"a\\\": 1, \\\"a\\\": 1}\"", "\"{\\\"a\\\": 1}\"", false },
        { "\"{\\\"a\\\":1,\\\"a\\\":1}\"", "\"{\\\"a\\\": 1, \\\"a\\\": 1}\"", false },
        { "\"{\\\"a\\\": NaN}\"", "\"{\\\"a\\\":NaN}\"", false },
        { "\"{\\\"a\\\": NaN}\"", "\"{\\\"a\\\": NaN}\"", true },
        { "\"not json\"", "\"not  json\"", false },

        // Python reads a lone surrogate as it is, and so does the reference.
        { "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"a\\\": \\\"\\\\ud800\\\"}\"", true },
        { "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"a\\\":\\\"x\\\"}\"", false },
        { "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"a\\\":\\\"é\\\"}\"", false },
        { "\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"", "\"{\\\"a\\\":\\\"\\\\ufffd\\\"}\"", false },
        { "\"{\\\"\\\\ud800\\\":1}\"", "\"{\\\"\\\\ud800\\\": 1}\"", true },
        { "\"{\\\"\\\\ud800\\\":1}\"", "\"{\\\"\\\\udc00\\\":1}\"", false },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Matches_ComparesArgumentsAsTheObjectsThatTheySpell(string? one, string? other, bool expected)
    {
        Assert.Equal(expected, Loose.Matches(Call(one), Call(other)));
        Assert.Equal(expected, Loose.Matches(Call(other), Call(one)));
    }

    [Fact]
    public void Matches_WhenArgumentsNestTooDeeplyForValues_ComparesTheText()
    {
        string Deep(string space) => $"\"{{\\\"a\\\":{space}{new string('[', 70)}{new string(']', 70)}}}\"";

        Assert.True(Loose.Matches(Call(Deep("")), Call(Deep(""))));
        Assert.False(Loose.Matches(Call(Deep("")), Call(Deep(" "))));
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"x"}""", """{"role":"assistant","content":"x "}""")]
    [InlineData("""{"role":"assistant","reasoning_content":"x"}""", """{"role":"assistant"}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"}}]}""", """{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"g"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"}}]}""", """{"role":"assistant","tool_calls":[{"id":"d","function":{"name":"f"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"function"}]}""", """{"role":"assistant","tool_calls":[{"type":"custom"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","by":1}]}""", """{"role":"assistant","tool_calls":[{"id":"c","by":2}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","by":1}]}""", """{"role":"assistant","tool_calls":[{"id":"c"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","by":1}}]}""", """{"role":"assistant","tool_calls":[{"function":{"name":"f","by":2}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"{}"}]}""", """{"role":"assistant","tool_calls":[{"id":"{ }"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"custom":{"arguments":"{}"}}]}""", """{"role":"assistant","tool_calls":[{"custom":{"arguments":"{ }"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"{}"}}]}""", """{"role":"assistant","tool_calls":[{"function":{"name":"{ }"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"},{"id":"d"}]}""", """{"role":"assistant","tool_calls":[{"id":"d"},{"id":"c"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"},{"id":"d"}]}""", """{"role":"assistant","tool_calls":[{"id":"c"}]}""")]
    public void Matches_WhenAnythingButArgumentsDiffers_IsFalse(string one, string other) =>
        Assert.False(Loose.Matches(Chat.Message(one), Chat.Message(other)));

    /// <summary>Each matcher accepts what the stricter ones before it accept.</summary>
    [Fact]
    public void Registry_IsOrderedFromTheStrictest()
    {
        ChatMessage[] messages =
        [
            Call("\"{}\""), Call("\"{ }\""), Call("null"), Call(null), Call("\"{\\\"a\\\": 1}\""), Chat.Assistant("x"), Chat.User("x"), Chat.User("x "),
            Chat.Message("""{"role":"assistant","content":"x","reasoning_content":"y"}"""), Chat.Message("""{"role":"assistant","content":null}"""),
        ];
        foreach (var (one, other) in messages.SelectMany(one => messages, (one, other) => (one, other)))
        {
            var verdicts = MatcherRegistry.All.Select(matcher => matcher.Matches(one, other)).ToList();
            Assert.Equal(verdicts.Order(), verdicts);
        }

        Assert.All(["Strict", "LOOSE_TOOL_CALL", "role-content-only"], name => Assert.Null(MatcherRegistry.Find(name)));
        Assert.Equal(["strict", "loose_tool_call", "rendered", "role_content_only"], MatcherRegistry.All.Select(matcher => matcher.Name));
    }

    private static ChatMessage Call(string? arguments)
    {
        var field = arguments is null ? "" : $",\"arguments\":{arguments}";
        return ChatMessage.Parse(
            JsonElement.Parse($"{{\"role\":\"assistant\",\"tool_calls\":[{{\"id\":\"c\",\"type\":\"function\",\"function\":{{\"name\":\"f\"{field}}}}}]}}"), "message");
    }
}
