using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Tests.Unit.Tokenizers;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Completions;

public sealed class CompletionParserTests
{
    private const string Call = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>";

    private static readonly CompletionTools Tools = CompletionTools.Read(JsonElement.Parse(
        """[{"type":"function","function":{"name":"f","parameters":{"properties":{"a":{"type":"integer"}}}}}]"""));

    /// <summary>Every byte is a token; reasoning's tags are tokens too, and a call's are not.</summary>
    private static readonly Tokenizer Bytes = WithTokens("<think>", "</think>", "<|im_end|>", "｜DSML｜");

    private static readonly CompletionParser Qwen = new(FamilyRegistry.Find("qwen3")!, Bytes);

    [Fact]
    public void Parse_WhenTokensCutCharacters_GivesEachTokenItsPart()
    {
        var ids = Encode("<think>\né\n</think>\n\nA\n" + Call + "<|im_end|>");

        var message = Qwen.Parse(ids.AsSpan(), Tools, []);

        Assert.Equal(("é", "A", false), (message.Reasoning, message.Content, message.Malformed));
        Assert.Equal([new(null, "f", """{"a": 1}""", """{"a": 1}""", Malformed: false)], message.ToolCalls);
        Assert.Equal(
            [
                new(0, 2, CompletionPart.Markers),
                new(2, 4, CompletionPart.Reasoning), // Two bytes of one character.
                new(4, 8, CompletionPart.Markers),
                new(8, 9, CompletionPart.Content),
                new(9, 21, CompletionPart.Markers),
                new(21, 59, CompletionPart.Calls),
                new(59, 72, CompletionPart.Markers),
            ],
            message.Parts);
    }

    [Fact]
    public void Append_WhenACharacterOrAMarkerIsNotComplete_HoldsItBack()
    {
        var stream = Qwen.Start(Tools, []);

        Assert.Empty(stream.Append([0xF0, 0x9F, 0x98]));
        Assert.Equal([new(DeltaKind.Content, "😀")], stream.Append([0x80]));
        Assert.Empty(stream.Append(Encode("<tool_cal").AsSpan()));
        Assert.Equal([new(DeltaKind.Content, "<tool_cal.")], stream.Append([(byte)'.']));
        Assert.Empty(stream.Append(Encode("\n\n").AsSpan()));
        Assert.Empty(stream.Append(Encode("<tool_call>{\"name\": \"f\", \"arguments\": ").AsSpan()));
        Assert.Equal([new(DeltaKind.CallBegin, "f"), new(DeltaKind.CallArguments, "{\"a")], stream.Append(Encode("{\"a").AsSpan()));
        Assert.Equal([new(DeltaKind.CallArguments, "\": 1}"), new(DeltaKind.CallEnd, "")], stream.Append(Encode("\": 1}}").AsSpan()));
    }

    [Fact]
    public void Parse_WhenTheLastCharacterIsCut_EndsWithTheReplacementCharacter()
    {
        var message = Qwen.Parse([(byte)'a', 0xF0, 0x9F], Tools, []);

        Assert.Equal("a\ufffd", message.Content);
        Assert.Equal([new(0, 3, CompletionPart.Content)], message.Parts);
    }

    [Fact]
    public void Parse_WhenAMarkerCutsACharacter_EndsItThere()
    {
        var message = Qwen.Parse([.. Encode("<think>"), 0xC3, .. Encode("</think>"), 0xA9], Tools, []);

        Assert.Equal(("\ufffd", "\ufffd"), (message.Reasoning, message.Content));
        Assert.Equal(
            [CompletionPart.Markers, CompletionPart.Reasoning, CompletionPart.Markers, CompletionPart.Content],
            message.Parts.Select(range => range.Part));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(5000)]
    public void Parse_OfAnIdThatIsNoToken_CountsItAsAMarker(int id)
    {
        var message = Qwen.Parse([(byte)'a', id, (byte)'b'], Tools, []);

        Assert.Equal("ab", message.Content);
        Assert.Equal(
            [new(0, 1, CompletionPart.Content), new(1, 2, CompletionPart.Markers), new(2, 3, CompletionPart.Content)], message.Parts);
    }

    [Theory]
    [InlineData("<|im_end|>x<think>\n", "a", "")]
    [InlineData("<|im_end|>x<think>\n\n</think>\n\n", null, "a")]
    [InlineData("<think><|im_end|>x", null, "a")]
    [InlineData("", null, "a")]
    public void Start_AfterAPrompt_ThinksWhereItsLastMessageHasOpenedThinking(string prompt, string? reasoning, string content)
    {
        var message = Qwen.Parse([(byte)'a'], Tools, Encode(prompt).AsSpan());

        Assert.Equal((reasoning, content), (message.Reasoning, message.Content));
    }

    [Fact]
    public void Parse_WhenASpecialTokenIsPartOfATag_ReadsTheTag()
    {
        var parser = new CompletionParser(FamilyRegistry.Find("deepseekv4")!, Bytes);
        const string Text = "Hi\n\n<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"f\">\n"
            + "<｜DSML｜parameter name=\"a\" string=\"false\">1</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>";

        var message = parser.Parse(Encode(Text).AsSpan(), Tools, []);

        Assert.Equal("Hi", message.Content);
        var call = Assert.Single(message.ToolCalls);
        Assert.Equal(("f", """{"a": 1}"""), (call.Name, call.Arguments));
        Assert.Equal("\n<｜DSML｜parameter name=\"a\" string=\"false\">1</｜DSML｜parameter>\n", call.Source);
    }

    [Fact]
    public void Parse_OfAFamilyWithoutAFormat_IsAllContent()
    {
        var parser = new CompletionParser(FamilyRegistry.Find("default")!, Bytes);

        var message = parser.Parse(Encode("<think>a</think>\n" + Call + "<|im_end|>").AsSpan(), Tools, []);

        Assert.Equal((null, "<think>a</think>\n" + Call), (message.Reasoning, message.Content));
        Assert.False(message.Malformed);
    }

    [Fact]
    public void Read_OfTools_TakesBareAndWrappedFunctionsAndLeavesOutWhatIsNone()
    {
        var tools = CompletionTools.Read(JsonElement.Parse("""[{"name":"a"},{"function":{"name":"b"}},{"type":"web"},1,{"name":""}]"""));

        Assert.Equal((true, true, false, false), (tools.Has("a"), tools.Has("b"), tools.Has("web"), tools.IsEmpty));
        Assert.True(CompletionTools.Read(JsonElement.Parse("[]")).IsEmpty);
        Assert.True(CompletionTools.Read(null).IsEmpty);
    }

    private static ImmutableArray<int> Encode(string text) => Bytes.Encode(text, SpecialTokens.Parse);

    private static Tokenizer WithTokens(params string[] tokens)
    {
        var json = TinyTokenizer.Json();
        json["model"]!["merges"] = new JsonArray();
        var added = json["added_tokens"]!.AsArray();
        foreach (var token in tokens)
        {
            var copy = added[0]!.DeepClone();
            (copy["id"], copy["content"]) = (258 + added.Count, token);
            copy["special"] = token.StartsWith("<|", StringComparison.Ordinal) || token[0] == '｜';
            added.Add(copy);
        }

        return TinyTokenizer.Load(json);
    }
}
