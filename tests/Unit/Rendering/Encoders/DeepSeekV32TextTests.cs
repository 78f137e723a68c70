using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;
using static Tito.Tests.Unit.Rendering.Encoders.DeepSeekModel;

namespace Tito.Tests.Unit.Rendering.Encoders;

public sealed class DeepSeekV32TextTests
{
    private static readonly ChatRenderer Renderer = Renderer("deepseekv32");
    private static readonly ChatMessage Thought = Chat.Message("""{"role":"assistant","content":"Hello! I am DeepSeek.","reasoning_content":"thinking..."}""");

    /// <summary>The example of the model card of DeepSeek-V3.2, whose encoder drops reasoning.</summary>
    [Fact]
    public void Render_AsPublished_WritesTheModelCardsExample() => Assert.Equal(
        Begin + "<｜User｜>hello<｜Assistant｜></think>Hello! I am DeepSeek." + End + "<｜User｜>1+1=?<｜Assistant｜><think>",
        Renderer("deepseekv32", asPublished: true).Render(null, null, true, Chat.User("hello"), Thought, Chat.User("1+1=?")));

    [Fact]
    public void Render_WithWhatTheFamilyFixes_KeepsTheReasoningOfEveryTurn() => Assert.Equal(
        Begin + "<｜User｜>hello<｜Assistant｜><think>thinking...</think>Hello! I am DeepSeek." + End + "<｜User｜>1+1=?<｜Assistant｜><think>",
        Renderer.Render(null, null, true, Chat.User("hello"), Thought, Chat.User("1+1=?")));

    [Fact]
    public void Render_OfParallelCalls_WritesOneBlockOfResultsThatOpensTheNextTurn() => Assert.Equal(
        Begin + "Be brief.<｜User｜>q<｜Assistant｜><think></think>\n\n<｜DSML｜function_calls>\n"
        + "<｜DSML｜invoke name=\"f\">\n<｜DSML｜parameter name=\"a\" string=\"true\">x</｜DSML｜parameter>\n"
        + "<｜DSML｜parameter name=\"b\" string=\"false\">[1, {\"k\": 1.0}]</｜DSML｜parameter>\n</｜DSML｜invoke>\n"
        + "<｜DSML｜invoke name=\"f\">\n\n</｜DSML｜invoke>\n</｜DSML｜function_calls>" + End
        + "\n\n<function_results>\n<result>one</result>\n<result>two</result>\n</function_results>\n\n<think>",
        Renderer.Render(
            null, null, true, Chat.System("Be brief."), Chat.User("q"), Chat.Calls("""{"a":"x","b":[1,{"k":1.0}]}""", "{}"), Chat.Tool("one"), Chat.Tool("two")));

    [Theory]
    [InlineData("""{"thinking":false}""", "</think>")]
    [InlineData("""{"enable_thinking":false,"thinking":true}""", "</think>")]
    [InlineData("""{"thinking_mode":"thinking","enable_thinking":false}""", "<think>")]
    [InlineData("""{"thinking":null}""", "<think>")]
    public void Render_WithAModeUnderAnyOfItsNames_OpensTheTurnAsItSays(string arguments, string opener) =>
        Assert.Equal(Begin + "<｜User｜>q<｜Assistant｜>" + opener, Renderer.Render(null, arguments, true, Chat.User("q")));

    [Theory]
    [InlineData("""{"thinking_mode":"deep"}""", "thinking_mode must be one of chat, thinking")]
    [InlineData("""{"thinking":"yes"}""", "thinking must be a boolean")]
    public void Render_WithAnUnknownMode_NamesTheArgument(string arguments, string expected) => Assert.Contains(
        expected, Assert.Throws<RenderException>(() => Renderer.Render(null, arguments, true, Chat.User("q"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_WithoutASystemMessage_DeclaresToolsFirst()
    {
        var text = Renderer.Render("""[{"function":{"name":"f","parameters":{"type":"object"}}}]""", null, false, Chat.User("q"));

        Assert.StartsWith(Begin + "\n\n## Tools\n\nYou have access", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "<functions>\n{\"description\": null, \"name\": \"f\", \"parameters\": {\"type\": \"object\"}, \"strict\": false}\n</functions>\n<｜User｜>q",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfAResultThatNoCallAsksFor_NamesTheMessage()
    {
        Assert.StartsWith(
            "messages[1]: a tool result must follow",
            Assert.Throws<RenderException>(() => Renderer.Render(null, null, true, Chat.User("q"), Chat.Tool("r"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<RenderException>(() => Renderer.Render(null, null, true, Chat.User("q"), Chat.Calls("{}"), Chat.Tool("1"), Chat.Tool("2")));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("no JSON")]
    public void Render_OfArgumentsThatAreNoObject_NamesTheMessageAndTheFunction(string arguments) => Assert.Equal(
        "messages[1]: the arguments of the call of f are no JSON object.",
        Assert.Throws<RenderException>(() => Renderer.Render(null, null, true, Chat.User("q"), Chat.Calls(arguments))).Message);

    [Theory]
    [InlineData("""{"role":"assistant","content":"","reasoning_content":1}""", "messages[0]: reasoning_content must be a string.")]
    [InlineData("""{"role":"assistant","content":"","tool_calls":{}}""", "messages[0]: tool_calls must be an array.")]
    [InlineData("""{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f"}}]}""", "messages[0]: a tool call needs a function with a name and arguments.")]
    public void Render_OfAFieldOfAnotherKind_NamesIt(string message, string expected) =>
        Assert.Equal(expected, Assert.Throws<RenderException>(() => Renderer.Render(null, null, true, Chat.Message(message))).Message);

    [Fact]
    public void Create_OfAnEncoder_BindsItsNameAndVersionIntoTheGenesis()
    {
        Assert.NotEqual(Renderer("deepseekv32", asPublished: true).Genesis, Renderer.Genesis);
        Assert.NotEqual(Renderer("deepseekv4").TemplateDigest, Renderer.TemplateDigest);
        Assert.Equal("deepseekv32 encoder, version 1", Renderer.TemplateName);
    }
}
