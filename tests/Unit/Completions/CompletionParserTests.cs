using Tito.Core.Completions;
using Tito.Core.Families;

namespace Tito.Tests.Unit.Completions;

public sealed class CompletionParserTests
{
    private static readonly Family Qwen3 = FamilyRegistry.Find("qwen3")!;
    private static readonly CompletionParser Parser = CompletionParser.For(Qwen3);

    [Theory]
    [InlineData("<think>\nHm.\n</think>\n\nHi", true, "\nHm.\n", "\n\nHi")]
    [InlineData("Hm.</think>Hi", true, "Hm.", "Hi")]
    [InlineData("<think><think>Hm.</think>Hi</think>", true, "Hm.", "Hi</think>")]
    [InlineData("<think>\nHm", true, "\nHm", "")]
    [InlineData("Hm", true, "Hm", "")]
    [InlineData("<think></think>Hi", true, null, "Hi")]
    [InlineData("", true, null, "")]
    [InlineData("Hi", false, null, "Hi")]
    [InlineData("Hi</think>", false, null, "Hi</think>")]
    [InlineData("<think>Hm.</think>Hi", false, "Hm.", "Hi")]
    [InlineData("Hi <think>Hm.</think>", false, "Hi <think>Hm.", "")]
    [InlineData("<think>Hm.\n<tool_call>", true, "Hm.\n", "<tool_call>")]
    public void Parse_WhenTheTextHasReasoning_PartsItAsSgLangDoes(string text, bool thinks, string? reasoning, string content)
    {
        var parsed = Parser.Parse(text, thinks, mayCall: true);

        Assert.Equal((reasoning, content), (parsed.Reasoning, parsed.Content));
        Assert.Empty(parsed.ToolCalls);
    }

    [Fact]
    public void Parse_WhenTheTextHasTwoCalls_GivesBothInOrderAndTrimsTheContent()
    {
        var parsed = Parser.Parse(
            "\n\nI look.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\":1.50,\"b\":[\"°:,\\\"\\\\\",{}]}}\n</tool_call>\n"
            + "<tool_call>\n{\"name\": \"g\"}\n</tool_call>",
            thinks: false,
            mayCall: true);

        Assert.Equal("I look.", parsed.Content);
        Assert.Equal([new("f", """{"a": 1.50, "b": ["°:,\"\\", {}]}"""), new("g", "{}")], parsed.ToolCalls);
    }

    [Theory]
    [InlineData("{\"name\": \"f\", \"parameters\": {\"a\": 1}, \"arguments\": {\"a\": 2}}", "{\"a\": 1}")]
    [InlineData("{\"name\": \"f\", \"parameters\": {}, \"arguments\": {\"a\": 2}}", "{\"a\": 2}")]
    [InlineData("  {\"name\": \"f\"}\u001c", "{}")]
    public void Parse_WhenACallUsesTheFreedomOfTheFormat_ReadsItsArguments(string block, string arguments) =>
        Assert.Equal([new("f", arguments)], Parser.Parse($"<tool_call>\n{block}\n</tool_call>", thinks: false, mayCall: true).ToolCalls);

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"f\", }\n</tool_call>")]
    [InlineData("<tool_call>\n[]\n</tool_call>")]
    [InlineData("<tool_call>\n{\"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"\"}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": 1}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": \"{}\"}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1, \"a\": 2}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"\\ud83d\"}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\"}")]
    [InlineData("<tool_call>{\"name\": \"f\"}</tool_call>")]
    public void Parse_WhenABlockIsNoCall_LeavesItInTheContentUntouched(string block)
    {
        var parsed = Parser.Parse(" " + block + "\n", thinks: false, mayCall: true);

        Assert.Equal(" " + block + "\n", parsed.Content);
        Assert.Empty(parsed.ToolCalls);
    }

    [Fact]
    public void Parse_WhenOneBlockOfTwoIsNoCall_KeepsItsTextAndTheTextBehind()
    {
        var parsed = Parser.Parse(
            "A\n<tool_call>\n{\n</tool_call>\n<tool_call>\n{\"name\": \"f\"}\n</tool_call>B\n", thinks: false, mayCall: true);

        Assert.Equal("A\n<tool_call>\n{\n</tool_call>\nB", parsed.Content);
        Assert.Equal([new("f", "{}")], parsed.ToolCalls);
    }

    [Fact]
    public void Parse_WhenTheModelHadNoTools_LeavesACallInTheContent()
    {
        const string Text = "<tool_call>\n{\"name\": \"f\"}\n</tool_call>";

        Assert.Equal(Text, Parser.Parse(Text, thinks: false, mayCall: false).Content);
    }

    [Fact]
    public void Parse_WhenTheFamilyHasNoParsers_IsAllContent()
    {
        var parser = CompletionParser.For(Qwen3 with { ReasoningParser = null, ToolCallParser = null });
        const string Text = "<think>Hm.</think>\n<tool_call>\n{\"name\": \"f\"}\n</tool_call>";

        Assert.Equal((null, Text), (parser.Parse(Text, thinks: true, mayCall: true).Reasoning, parser.Parse(Text, thinks: true, mayCall: true).Content));
    }

    [Fact]
    public void For_WhenTheFamilyNamesAnUnknownParser_Throws()
    {
        Assert.Throws<ArgumentException>(() => CompletionParser.For(Qwen3 with { ReasoningParser = "qwen4" }));
        Assert.Throws<ArgumentException>(() => CompletionParser.For(Qwen3 with { ToolCallParser = "qwen4" }));
    }
}
