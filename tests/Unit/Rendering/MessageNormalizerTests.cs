using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Rendering;

/// <summary>What a template sees, by Python's <c>json.dumps</c> of the message that SGLang hands to it.</summary>
public sealed class MessageNormalizerTests
{
    private static readonly ChatRenderer Renderer = TinyModel.Renderer("{{ messages[0] | tojson }}");

    [Theory]
    [InlineData("""{"role":"assistant","content":null}""", """{"role": "assistant", "content": ""}""")]
    [InlineData("""{"role":"assistant","x":1}""", """{"role": "assistant", "x": 1, "content": ""}""")]
    [InlineData("""{"role":"user","content":null}""", """{"role": "user", "content": ""}""")]
    [InlineData("""{"role":"user"}""", """{"role": "user", "content": ""}""")]
    [InlineData("""{"content":"a\nb","role":"tool","tool_call_id":"c","n":1.0}""", """{"content": "a\nb", "role": "tool", "tool_call_id": "c", "n": 1.0}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b "},{"text":"c","type":"text"}]}""", """{"role": "user", "content": "a b  c"}""")]
    [InlineData("""{"role":"user","content":[]}""", """{"role": "user", "content": ""}""")]
    public void Normalize_BringsContentIntoOneText(string message, string expected) => Assert.Equal(expected, Render(message));

    [Theory]
    [InlineData("""{"role":"assistant","content":"a","reasoning":"r"}""", """{"role": "assistant", "content": "a", "reasoning": "r", "reasoning_content": "r"}""")]
    [InlineData("""{"reasoning_content":null,"role":"assistant","content":"a","reasoning":"r"}""", """{"reasoning_content": "r", "role": "assistant", "content": "a", "reasoning": "r"}""")]
    [InlineData("""{"role":"assistant","reasoning_content":"","reasoning":"r"}""", """{"role": "assistant", "reasoning_content": "r", "reasoning": "r", "content": ""}""")]
    [InlineData("""{"role":"assistant","content":"a","reasoning_content":" ","reasoning":"r"}""", """{"role": "assistant", "content": "a", "reasoning_content": " ", "reasoning": "r"}""")]
    [InlineData("""{"role":"assistant","content":"a","reasoning":{"effort":"low"}}""", """{"role": "assistant", "content": "a", "reasoning": {"effort": "low"}}""")]
    [InlineData("""{"role":"assistant","content":"a","reasoning":""}""", """{"role": "assistant", "content": "a", "reasoning": ""}""")]
    [InlineData("""{"role":"user","content":"a","reasoning":"r"}""", """{"role": "user", "content": "a", "reasoning": "r"}""")]
    public void Normalize_ReadsAnAssistantsReasoningUnderItsAlias(string message, string expected) => Assert.Equal(expected, Render(message));

    [Theory]
    [InlineData("\"{\\\"b\\\": 1.50, \\\"a\\\": [1e5, \\\"é\\\"]}\"", """{"b": 1.5, "a": [100000.0, "é"]}""")]
    [InlineData("\" {} \"", "{}")]
    [InlineData("""{"a":1}""", """{"a": 1}""")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"{\\\"a\\\": \"", "\"{\\\"a\\\": \"")]
    [InlineData("\"[1]\"", "[1]")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"{\\\"a\\\": NaN, \\\"b\\\": [-Infinity, Infinity, 1e400]}\"", """{"a": NaN, "b": [-Infinity, Infinity, Infinity]}""")]
    [InlineData("\"\\\"{\\\\\\\"a\\\\\\\": 1}\\\"\"", "\"{\\\"a\\\": 1}\"")]
    [InlineData("\"{\\\"a\\\": 1, \\\"b\\\": 2, \\\"a\\\": 3}\"", """{"a": 3, "b": 2}""")]
    [InlineData("null", "null")]
    public void Normalize_MakesArgumentsWhatPythonReads(string arguments, string expected) => Assert.Equal(
        $$$"""{"role": "assistant", "content": "", "tool_calls": [{"id": "c", "function": {"arguments": {{{expected}}}, "name": "f"}, "type": "function"}]}""",
        Render($$$"""{"role":"assistant","content":"","tool_calls":[{"id":"c","function":{"arguments":{{{arguments}}},"name":"f"},"type":"function"}]}"""));

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("null", "null")]
    [InlineData("[1]", "[1]")]
    [InlineData("""[{"id":"c"}]""", """[{"id": "c"}]""")]
    [InlineData("""[{"function":"f"}]""", """[{"function": "f"}]""")]
    [InlineData("""[{"function":{"name":"f"}}]""", """[{"function": {"name": "f"}}]""")]
    public void Normalize_LeavesOtherToolCallsAsTheyAre(string calls, string expected) => Assert.Equal(
        $$"""{"role": "assistant", "content": "", "tool_calls": {{expected}}}""", Render($$"""{"role":"assistant","content":"","tool_calls":{{calls}}}"""));

    [Theory]
    [InlineData("1", "messages[0].content")]
    [InlineData("{}", "messages[0].content")]
    [InlineData("true", "messages[0].content")]
    [InlineData("""[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"u"}}]""", "messages[0].content[1]")]
    [InlineData("""["a"]""", "messages[0].content[0]")]
    [InlineData("""[{"type":"text"}]""", "messages[0].content[0]")]
    [InlineData("""[{"type":"text","text":1}]""", "messages[0].content[0]")]
    public void Normalize_WhenContentIsNoText_RefusesItByPlace(string content, string param)
    {
        var failed = Assert.Throws<MessageException>(() => Render($$"""{"role":"user","content":{{content}}}"""));

        Assert.Equal(param, failed.Param);
    }

    /// <summary>Python reads integers of at most 4,300 digits.</summary>
    [Fact]
    public void Normalize_WhenAnIntegerIsEndless_RefusesItByPlace()
    {
        var digits = new string('9', 4301);

        Assert.Equal("messages[0].x", Assert.Throws<MessageException>(() => Render($$"""{"role":"user","x":{{digits}}}""")).Param);
        Assert.Equal(
            "messages[0].tool_calls[0]",
            Assert.Throws<MessageException>(() => Render($$"""{"role":"assistant","tool_calls":[{"x":{{digits}}}]}""")).Param);
    }

    private static string Render(string message) => Renderer.Render(Requests.Of(Renderer.Family, [Chat.Message(message)]));
}
