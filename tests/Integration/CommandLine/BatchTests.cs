using System.Text.Json.Nodes;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The batch commands: a JSON line in, a JSON line out. Ids are those of the published Qwen3 vocabulary.</summary>
public sealed class BatchTests
{
    private const string User = """{"role":"user","content":"hi"}""";
    private const string Assistant = """{"role":"assistant","content":"yo"}""";
    private const string Tool = """{"role":"tool","content":"42"}""";

    [Fact]
    public async Task Tokenize_ThereAndBack_GivesTheTextsAgain()
    {
        string[] texts = ["", "Hello, world", "naïve 🙂 中文 e\u0301", "<|im_start|>user\nhi<|im_end|>\n", "  \t\r\n x\u0000y"];

        var encoded = await TitoCommand.BatchAsync(
            [.. texts.Select(text => new JsonObject { ["text"] = text }.ToJsonString())], "tokenize");
        var decoded = await TitoCommand.BatchAsync([.. encoded.Select(line => line.GetRawText())], "tokenize", "--decode");

        Assert.Equal("""{"ids":[9707,11,1879]}""", encoded[1].GetRawText());
        Assert.Equal("""{"ids":[151644,872,198,6023,151645,198]}""", encoded[3].GetRawText());

        // The tokenizer composes what it reads (NFC), so the accented letter comes back as one character.
        Assert.Equal(texts.Select(text => text.Normalize()), decoded.Select(line => line.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Tokenize_WhenALineFails_AnswersItsErrorAndGoesOn()
    {
        var answers = await TitoCommand.BatchAsync(
            ["{", "[]", "{}", """{"text":1}""", """{"text":"\ud83d"}""", """{"text":"a","text":"b"}""", """{"text":"Hello"}"""], "tokenize");

        Assert.All(answers[..^1], answer => Assert.Equal(
            ["message", "param"], answer.GetProperty("error").EnumerateObject().Select(property => property.Name)));
        Assert.Equal("text", answers[2].GetProperty("error").GetProperty("param").GetString());
        Assert.Equal("""{"ids":[9707]}""", answers[^1].GetRawText());
    }

    [Fact]
    public async Task Decode_WhenAnIdIsNotInTheVocabulary_AnswersAnErrorAndGoesOn()
    {
        var answers = await TitoCommand.BatchAsync(["""{"ids":[151669]}""", """{"ids":[-1]}""", """{"ids":[9707]}"""], "tokenize", "--decode");

        Assert.Contains("151669", answers[0].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("ids[0]", answers[1].GetProperty("error").GetProperty("param").GetString());
        Assert.Equal("Hello", answers[2].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Inspect_ShowsWhatWasLoaded()
    {
        var end = await TitoCommand.RunAsync("", "tokenizer", "inspect");
        var shown = JsonNode.Parse(end.Output)!;

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4", shown["sha256"]!.GetValue<string>());
        Assert.Equal(151_669, shown["vocabulary_size"]!.GetValue<int>());
        Assert.Equal("NFC", shown["normalizer"]!["type"]!.GetValue<string>());
        Assert.Equal("BPE", shown["model"]!["type"]!.GetValue<string>());
        Assert.Equal(26, shown["added_tokens"]!.AsArray().Count);
        Assert.Equal("<|im_end|>", shown["special_tokens"]!["eos_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task Render_WhenTokenized_GivesTheTextAndItsIds()
    {
        var answers = await TitoCommand.BatchAsync(
            [
                $$"""{"messages":[{{User}}],"add_generation_prompt":true}""",
                """{"messages":[{"role":"robot"}]}""",
                $$"""{"messages":[{{User}}]}""",
            ],
            "render", "--tokenize");

        Assert.Equal("<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n", answers[0].GetProperty("text").GetString());
        Assert.Equal("[151644,872,198,6023,151645,198,151644,77091,198]", answers[0].GetProperty("ids").GetRawText());
        Assert.Equal("messages[0].role", answers[1].GetProperty("error").GetProperty("param").GetString());
        Assert.Equal("[151644,872,198,6023,151645,198]", answers[2].GetProperty("ids").GetRawText());
    }

    [Fact]
    public async Task Splice_WhenTheBufferEndsWithTheStopToken_PutsTheLineFeedBetween()
    {
        // <|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n, then "yo" in two tokens (y, o) and <|im_end|>.
        const string Prefix = "151644,872,198,6023,151645,198,151644,77091,198,88,78,151645";

        var answers = await TitoCommand.BatchAsync(
            [
                $$"""{"old_messages":[{{User}},{{Assistant}}],"new_messages":[{{User}},{{Assistant}},{{Tool}}],"prefix_ids":[{{Prefix}}]}""",
                $$"""{"old_messages":[{{User}},{{Assistant}}],"new_messages":[{{User}}],"prefix_ids":[{{Prefix}}]}""",
            ],
            "splice", "--family", "qwen3");

        Assert.Equal("[198]", answers[0].GetProperty("patch").GetRawText());
        var suffix = answers[0].GetProperty("suffix_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
        Assert.Equal($"[{Prefix},198,{string.Join(',', suffix)}]", answers[0].GetProperty("prompt_ids").GetRawText());
        var text = await TitoCommand.BatchAsync([$$"""{"ids":[{{string.Join(',', suffix)}}]}"""], "tokenize", "--decode");
        Assert.Equal(
            "<|im_start|>user\n<tool_response>\n42\n</tool_response><|im_end|>\n<|im_start|>assistant\n", text[0].GetProperty("text").GetString());
        Assert.Equal("new_messages", answers[1].GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Compare_WhenTheTextDiffers_SaysWhereAndOtherSpellingsAreNoMismatch()
    {
        // <|im_start|>user\n{x}<|im_end|> with x = "hi" as one token, "h" "i" as two, "yo", and without the end.
        string[] sequences = ["151644,872,198,6023,151645", "151644,872,198,71,72,151645", "151644,872,198,88,78,151645", "151644,872,198,6023"];

        var answers = await TitoCommand.BatchAsync(
            [.. sequences.Select(actual => $$"""{"expected_ids":[{{sequences[0]}}],"actual_ids":[{{actual}}]}"""), """{"expected_ids":[999999],"actual_ids":[]}"""],
            "compare", "--family", "qwen3");

        Assert.Equal("""{"mismatches":[]}""", answers[0].GetRawText());
        Assert.Equal("""{"mismatches":[]}""", answers[1].GetRawText());
        var mismatch = Assert.Single(answers[2].GetProperty("mismatches").EnumerateArray());
        Assert.Equal(
            ("non_assistant_text", 1, "user\nhi", "user\nyo"),
            (mismatch.GetProperty("type").GetString(), mismatch.GetProperty("segment_index").GetInt32(),
                mismatch.GetProperty("expected_text").GetString(), mismatch.GetProperty("actual_text").GetString()));
        Assert.Equal("special_token_count", Assert.Single(answers[3].GetProperty("mismatches").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal("expected_ids[0]", answers[4].GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Command_WhenTheAssetsAreMissing_EndsWith2AndOneLine()
    {
        using var folder = new Support.TempFolder();

        var end = await TitoCommand.RunAsync("", "tokenize", "--assets", folder.Path);

        Assert.Equal((2, ""), (end.ExitCode, end.Output));
        Assert.Contains("dotnet msbuild assets/Assets.proj", Assert.Single(end.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
