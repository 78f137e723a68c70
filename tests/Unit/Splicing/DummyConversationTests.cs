using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Splicing;

/// <summary>What templates of other shapes see of the dummy conversation. Ids of the byte-level tokenizer are UTF-8 bytes.</summary>
public sealed class DummyConversationTests
{
    private const string LooksBack =
        "{% for m in messages %}{{ m.role }}{% if m.role == 'tool' %}({% for c in messages[1].tool_calls or [] %}{{ c.id }}={{ c.function.arguments.a }} {% endfor %}){% endif %};{% endfor %}";

    [Fact]
    public void Splice_WhenTheTemplateLooksBackForTheCall_FindsTheCallsOfTheLastAssistantMessage()
    {
        ChatMessage[] stored = [Chat.User("u"), Chat.Calls("""{"a": 9}"""), Chat.Tool("t"), Chat.Calls("""{"a": 1}""", """{"a": 2}"""), Chat.User("v")];

        Assert.Equal("tool(call_0=1 call_1=2 );", Suffix(LooksBack, stored, [Chat.Tool("x")]));
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"no calls"}""")]
    [InlineData("""{"role":"assistant","tool_calls":null}""")]
    [InlineData("""{"role":"assistant","tool_calls":[]}""")]
    public void Splice_WhenTheLastAssistantMessageHasNoCalls_TakesNoneFromAnEarlierOne(string last) =>
        Assert.Equal("tool();", Suffix(LooksBack, [Chat.Calls("""{"a": 9}"""), Chat.Message(last)], [Chat.Tool("x")]));

    /// <summary>Models sample calls whose arguments are no object, and templates with a tag for each argument refuse those.</summary>
    [Theory]
    [InlineData("\"{\\\"x\\\": \\\"ab\"")]
    [InlineData("\"\"")]
    [InlineData("\"7\"")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void Splice_BehindACallWhoseArgumentsAreNoObject_ShowsNone(string arguments) => Assert.Equal(
        "c:f:0;",
        Suffix(
            "{% for m in messages %}{% for c in m.tool_calls or [] %}{{ c.function.arguments | items | list | length }}{% endfor %}{% if m.role == 'tool' %}{% for c in messages[1].tool_calls %}{{ c.id }}:{{ c.function.name }}:{{ c.function.arguments | length }};{% endfor %}{% endif %}{% endfor %}",
            [Chat.Message($$$"""{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":{{{arguments}}}}}]}""")],
            [Chat.Tool("x")]));

    [Fact]
    public void Splice_ShowsTheTemplateASystemAndAnAssistantMessageBefore() => Assert.Equal(
        "dummy system| |True|x",
        Suffix(
            "{% for m in messages %}{% if loop.index == 3 %}{{ messages[0].content }}|{{ messages[1].reasoning_content }}|{{ messages[1].content == '' }}|{{ m.content }}{% endif %}{% endfor %}",
            [Chat.Assistant("stored")],
            [Chat.User("x")]));

    [Theory]
    [InlineData("{{ messages | length }}:", 0, "2:", "3:")]
    [InlineData("{% for m in messages %}{{ m.role }}{% if loop.last %}!{% endif %};{% endfor %}", 16, "!;", ";user!;")]
    [InlineData("{% if not add_generation_prompt %}end{% endif %}", 0, "end", "")]
    public void Splice_WhenTheLongerRenderLeavesTheShorter_SaysWhere(string template, int index, string expected, string actual) => Assert.Equal(
        new SpliceOutcome.NotAppendOnly(index, expected, actual),
        Splice(template, [Chat.Assistant("a")], [Chat.User("u")]));

    [Fact]
    public void Splice_WhenTheDifferenceIsLong_QuotesItsStartAlone()
    {
        var broken = Assert.IsType<SpliceOutcome.NotAppendOnly>(
            Splice("same{{ (messages | length | string) * 100 }}", [Chat.Assistant("a")], [Chat.User("u")]));

        Assert.Equal(new SpliceOutcome.NotAppendOnly(4, new string('2', 60), new string('3', 60)), broken);
    }

    [Fact]
    public void Constructor_WhenTheStopTextIsNoSingleToken_RefusesTheFamily() => Assert.Throws<AssetException>(
        () => new TurnSplicer(Core.Rendering.ChatRenderer.Create(
            TinyModel.Family("") with { Boundary = new BoundaryRule.AppendAfter("<|im_end|>", "\n") }, TinyModel.Assets())));

    private static string Suffix(string template, ChatMessage[] stored, ChatMessage[] appended)
    {
        var spliced = Assert.IsType<SpliceOutcome.Spliced>(Splice(template, stored, appended));
        var segment = Assert.Single(spliced.Segments);
        Assert.Equal(TokenOrigin.Environment, segment.Origin);
        return TinyModel.Assets().Tokenizer.Decode(segment.Ids.AsSpan(), skipSpecialTokens: false);
    }

    private static SpliceOutcome Splice(string template, ChatMessage[] stored, ChatMessage[] appended)
    {
        var renderer = TinyModel.Renderer(template);
        return new TurnSplicer(renderer).Splice(new()
        {
            Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [1])),
            Stored = stored,
            Appended = appended,
            Tools = Requests.Tools(null),
            Arguments = Requests.Arguments(renderer.Family, null),
            Now = Requests.Now,
        });
    }
}
