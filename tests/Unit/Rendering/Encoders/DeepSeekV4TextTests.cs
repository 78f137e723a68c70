using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;
using static Tito.Tests.Unit.Rendering.Encoders.DeepSeekModel;

namespace Tito.Tests.Unit.Rendering.Encoders;

public sealed class DeepSeekV4TextTests
{
    private static readonly ChatRenderer Renderer = Renderer("deepseekv4");

    [Fact]
    public void Render_OfResultsAndAUserMessage_FoldsThemIntoOneTurnInTheOrderOfTheCalls() => Assert.Equal(
        Begin + "<｜User｜>q<｜Assistant｜><think></think>\n\n<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"f\">\n\n</｜DSML｜invoke>\n"
        + "<｜DSML｜invoke name=\"f\">\n\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>" + End
        + "<｜User｜><tool_result>one</tool_result>\n\nand now?\n\n<tool_result>two</tool_result><｜Assistant｜><think>",
        Renderer.Render(null, null, true, Chat.User("q"), Chat.Calls("{}", "{}"), Result("call_1", "two"), Chat.User("and now?"), Result("call_0", "one")));

    [Fact]
    public void Render_BeforeAMessageOfTheModel_OpensItsTurnAndNowhereElse() => Assert.Equal(
        Begin + "<｜User｜>a\n\nbBe brief.<｜User｜>c<｜Assistant｜></think>yes" + End + "<｜User｜>d",
        Renderer.Render(
            null, """{"thinking":false}""", false, Chat.User("a"), Chat.User("b"), Chat.System("Be brief."), Chat.User("c"), Chat.Assistant("yes"), Chat.User("d")));

    [Theory]
    [InlineData(false, "so</think>yes")]
    [InlineData(true, "yes")]
    public void Render_AsPublished_DropsReasoningBeforeTheLastUserMessageUnlessThereAreTools(bool drops, string turn)
    {
        var text = Renderer("deepseekv4", asPublished: true).Render(
            drops ? null : """[{"function":{"name":"f"}}]""",
            null,
            true,
            Chat.User("q"),
            Chat.Message("""{"role":"assistant","content":"yes","reasoning_content":"so"}"""),
            Chat.User("r"));

        Assert.EndsWith($"{(drops ? "</think>" : "<think>")}{turn}{End}<｜User｜>r<｜Assistant｜><think>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reasoning_effort":"max"}""", true)]
    [InlineData("""{"reasoning_effort":"max","thinking":false}""", false)]
    [InlineData("""{"reasoning_effort":"high"}""", false)]
    [InlineData("""{"reasoning_effort":null}""", false)]
    public void Render_WithAnEffort_DemandsItWhereItIsTheMostAndTheModelThinks(string arguments, bool demands) => Assert.Equal(
        demands,
        Renderer.Render(null, arguments, true, Chat.User("q")).StartsWith(Begin + "Reasoning Effort: Absolute maximum", StringComparison.Ordinal));

    [Fact]
    public void Render_WithAnUnknownEffort_NamesTheArgument() => Assert.Equal(
        "chat_template_kwargs.reasoning_effort must be one of high, max.",
        Assert.Throws<RenderException>(() => Renderer.Render(null, """{"reasoning_effort":"low"}""", true, Chat.User("q"))).Message);

    [Fact]
    public void Render_OfArgumentsThatAreNoJson_WritesThemAsOneParameter() => Assert.Contains(
        "<｜DSML｜parameter name=\"arguments\" string=\"true\">ls -la</｜DSML｜parameter>",
        Renderer.Render(null, null, true, Chat.User("q"), Chat.Calls("ls -la")),
        StringComparison.Ordinal);

    [Fact]
    public void Render_OfArgumentsThatAreJsonButNoObject_NamesTheMessageAndTheFunction() => Assert.Equal(
        "messages[1]: the arguments of the call of f are JSON, but no object.",
        Assert.Throws<RenderException>(() => Renderer.Render(null, null, true, Chat.User("q"), Chat.Calls("[1]"))).Message);

    private static ChatMessage Result(string id, string content) =>
        Chat.Message($$"""{"role":"tool","tool_call_id":"{{id}}","content":"{{content}}"}""");
}
