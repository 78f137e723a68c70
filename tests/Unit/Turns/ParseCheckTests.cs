using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Turns;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns;

/// <summary>The first field in which an engine's message is not what its tokens say.</summary>
public sealed class ParseCheckTests
{
    private static readonly SessionModel Declared = Model(CompletionFormats.Qwen);
    private static readonly SessionModel Plain = Model(new CompletionFormat.Plain());

    [Theory]
    [InlineData("hm", "hi", """{"content":"hi","reasoning_content":"hm"}""", null)]
    [InlineData("hm", " hi\n", """{"content":" hi ","reasoning_content":"\nhm "}""", null)]
    [InlineData("hm", "hi END", """{"content":"hi","reasoning_content":"hm"}""", "content")]
    [InlineData("hm", "hi", """{"content":"h","reasoning_content":"hm"}""", "content")]
    [InlineData("hm", "hi", """{"content":"hi","reasoning_content":"h"}""", "reasoning_content")]
    [InlineData("hm", "hi", """{"content":"hi"}""", "reasoning_content")]
    [InlineData("hm", "hi", """{"content":"hi","reasoning_content":"m"}""", "reasoning_content")]
    [InlineData("hm", "hi", """{"content":"ho","reasoning_content":"hum"}""", "reasoning_content")]
    [InlineData("hm", "hi", """{"content":"ho","reasoning_content":"hm"}""", "content")]
    [InlineData("hm", "hi", """{"content":null,"reasoning_content":"hm"}""", "content")]
    [InlineData("hm", "hi", """{"content":"hi there","reasoning_content":"hm"}""", "content")]
    [InlineData(null, " \n", """{"content":""}""", null)]
    [InlineData(null, "", """{"content":null}""", null)]
    [InlineData(null, "hi", """{"content":"hi","reasoning_content":"hm"}""", "reasoning_content")]
    public void Find_OfADeclaredFormat_ComparesTexts(string? reasoning, string content, string message, string? expected) =>
        Assert.Equal(expected, Find(new(reasoning, content, [], false, []), message));

    /// <summary>Where the engine stopped at a text, its message ends before that text, and lacks nothing else.</summary>
    [Theory]
    [InlineData(null, "hi END", "END", """{"content":"hi"}""", null)]
    [InlineData(null, "hi \n END", " END", """{"content":"hi"}""", null)]
    [InlineData(null, "hi END and more", "END", """{"content":"hi"}""", null)]
    [InlineData(null, "hi END", "END", """{"content":"hi END"}""", null)]
    [InlineData(null, "hi\n", "\n", """{"content":"hi"}""", null)]
    [InlineData(null, "END", "END", """{"content":""}""", null)]
    [InlineData("hm END", "", "END", """{"content":"","reasoning_content":"hm"}""", null)]
    [InlineData(null, "hi there END", "END", """{"content":"hi"}""", "content")]
    [InlineData(null, "hi there\n", "\n", """{"content":"hi"}""", "content")]
    [InlineData(null, "hi EN", "END", """{"content":"hi"}""", "content")]
    [InlineData(null, "hi", "END", """{"content":"ho"}""", "content")]
    public void Find_AtAStopString_MissesNoMoreThanThat(string? reasoning, string content, string stop, string message, string? expected) =>
        Assert.Equal(expected, Find(new(reasoning, content, [], false, []), message, stop));

    /// <summary>The tokens call f with {"a": 1}.</summary>
    [Theory]
    [InlineData("""[{"function":{"name":"f","arguments":"{\"a\": 1}"}}]""", null)]
    [InlineData("""[{"function":{"name":"f","arguments":"{\"a\":1}"}}]""", null)]
    [InlineData("""[{"function":{"name":"f","arguments":"{\"a\":2}"}}]""", "tool_calls")]
    [InlineData("""[{"function":{"name":"f","arguments":"{\"a\":"}}]""", "tool_calls")]
    [InlineData("""[{"function":{"name":"g","arguments":"{\"a\": 1}"}}]""", "tool_calls")]
    [InlineData("""[{"function":{"name":"f"}}]""", "tool_calls")]
    [InlineData("""[{"function":{"arguments":"{\"a\": 1}"}}]""", "tool_calls")]
    [InlineData("""[{"name":"f","arguments":"{\"a\": 1}"}]""", "tool_calls")]
    [InlineData("""[]""", "tool_calls")]
    [InlineData("""null""", "tool_calls")]
    [InlineData("""[{"function":{"name":"f","arguments":"{\"a\": 1}"}},{"function":{"name":"f","arguments":"{\"a\": 1}"}}]""", "tool_calls")]
    public void Find_OfADeclaredFormat_ComparesCalls(string calls, string? expected) => Assert.Equal(
        expected, Find(new(null, "", [Call("f", "{\"a\": 1}")], false, []), $$"""{"content":"","tool_calls":{{calls}}}"""));

    [Theory]
    [InlineData("f f", "f f", null)]
    [InlineData("f f", "f g", "tool_calls")]
    [InlineData("f f", "g f", "tool_calls")]
    [InlineData("f f", "f", "tool_calls")]
    [InlineData("", "f", "tool_calls")]
    [InlineData("", "", null)]
    public void Find_OfSeveralCalls_ComparesEachInItsPlace(string sampled, string said, string? expected)
    {
        var calls = said.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $$$"""{"id":"1","type":"function","function":{"name":"{{{name}}}","arguments":"{}"}}""");

        Assert.Equal(expected, Find(
            new(null, "", [.. sampled.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Call(name, "{}"))], false, []),
            $$"""{"content":"","tool_calls":[{{string.Join(',', calls)}}]}"""));
    }

    /// <summary>A format that we do not know: what the message says has to stand in the tokens somewhere, which are "hm, hi".</summary>
    [Theory]
    [InlineData("""{"content":"hi","reasoning_content":"hm"}""", null)]
    [InlineData("""{"content":"hi"}""", null)]
    [InlineData("""{"content":"m, h","reasoning_content":"i"}""", null)]
    [InlineData("""{"content":""}""", null)]
    [InlineData("""{"content":"ho"}""", "content")]
    [InlineData("""{"content":"hi","reasoning_content":"hum"}""", "reasoning_content")]
    [InlineData("""{"content":"ho","reasoning_content":"hum"}""", "reasoning_content")]
    [InlineData("""{"content":"HI"}""", "content")]
    public void Find_OfAnUnknownFormat_LooksForTheTexts(string message, string? expected) => Assert.Equal(expected, new ParseCheck(Plain).Find(
        new(null, "not looked at", [], false, []), TokenSegment.Sampled([.. "hm, hi".Select(letter => (int)letter)], [.. "hm, hi".Select(_ => -1f)]), stop: null, Message(message)));

    [Fact]
    public void RequireTokens_OfAnIdThatIsNone_NamesItAndItsPlace()
    {
        var (check, count) = (new ParseCheck(Declared), Declared.TokenCount);
        check.RequireTokens(TokenSegment.Sampled([0, count - 1], [-1f, -1f]));

        var refused = Assert.Throws<MessageException>(() => check.RequireTokens(TokenSegment.Sampled([0, count], [-1f, -1f])));

        Assert.Equal("token 1", refused.Param);
        Assert.Contains($"its id {count} is not in the vocabulary of {count} tokens.", refused.Message, StringComparison.Ordinal);
    }

    private static string? Find(ParsedCompletion read, string message, string? stop = null) =>
        new ParseCheck(Declared).Find(read, TokenSegment.Sampled([], []), stop, Message(message));

    private static ChatMessage Message(string fields) => Chat.Message("{\"role\":\"assistant\"," + fields[1..]);

    private static ParsedCompletion.ToolCall Call(string name, string arguments) => new(null, name, arguments, arguments, false);

    private static SessionModel Model(CompletionFormat format) => SessionModel.Load(
        new()
        {
            Name = "tiny",
            FixedTemplate = SpliceModel.Closing,
            AppendRoles = [Role.Tool, Role.User],
            Boundary = new BoundaryRule.AppendAfter("<|e|>", "\n"),
            AssistantStart = "<|a|>",
            Completion = format,
        },
        SpliceModel.Assets(),
        null);
}
