using System.Text;
using System.Text.Json;
using Tito.Core.Verification;
using Tito.Core.Verification.GoldenPrompts;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>The file format of golden prompts, as docs/nightly.md has it.</summary>
public sealed class GoldenPromptFileTests
{
    private const string Json =
        """
        {"format":"tito.golden-prompts","version":1,"family":"tiny","recorded_at":"2026-11-29T02:00:00+00:00",
         "assets":{"template":"aa","tokenizer":"bb"},"engine":{"model":"m","weight_version":"v1"},
         "prompts":[{"name":"hi","request":{"messages":[{"role":"user","content":"hi"}]},"max_tokens":4,"finish_reason":"stop",
                     "prompt_ids":[6023,151645,151644],"completion_ids":[562,151645],"logprobs":[-0.5,-0.25]}]}
        """;

    [Fact]
    public void Read_OfAFile_HasWhatItSays()
    {
        var file = GoldenPromptReader.Read(Encoding.UTF8.GetBytes(Json));

        Assert.Equal(("tiny", new DateTimeOffset(2026, 11, 29, 2, 0, 0, TimeSpan.Zero)), (file.Family, file.RecordedAt));
        Assert.Equal([("template", "aa"), ("tokenizer", "bb")], file.Assets.Select(print => (print.Name, print.Value)));
        Assert.Equal(("m", "v1", null), (file.Engine["model"], file.Engine["weight_version"], file.Engine["version"]));
        var prompt = Assert.Single(file.Prompts);
        Assert.Equal(("hi", 4, "stop"), (prompt.Name, prompt.MaxTokens, prompt.FinishReason));
        Assert.Equal([6023, 151645, 151644], prompt.PromptIds);
        Assert.Equal([562, 151645], prompt.CompletionIds);
        Assert.Equal([-0.5f, -0.25f], prompt.Logprobs);
    }

    [Fact]
    public void Write_OfWhatWasRead_IsTheSameJson()
    {
        var written = GoldenPromptWriter.Write(GoldenPromptReader.Read(Encoding.UTF8.GetBytes(Json)));

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), JsonElement.Parse(written.Span)));
    }

    [Theory]
    [InlineData("tito.golden-prompts", "tito.golden", "format")]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("\"max_tokens\":4", "\"max_tokens\":0", "prompts[0].max_tokens")]
    [InlineData("[6023,151645,151644]", "[]", "prompts[0].prompt_ids")]
    [InlineData("[562,151645]", "[562]", "prompts[0].logprobs")]
    [InlineData("[-0.5,-0.25]", "[-0.5,null]", "prompts[0].logprobs[1]")]
    [InlineData("\"name\":\"hi\"", "\"name\":7", "prompts[0].name")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", "[]", "prompts[0].request")]
    [InlineData("\"template\":\"aa\"", "\"template\":1", "assets.template")]
    public void Read_OfAFileThatIsOtherwise_NamesThePlace(string replaced, string replacement, string field)
    {
        Assert.Contains(replaced, Json, StringComparison.Ordinal);
        var broken = Encoding.UTF8.GetBytes(Json.Replace(replaced, replacement, StringComparison.Ordinal));

        Assert.Equal(field, Assert.Throws<GoldenFormatException>(() => GoldenPromptReader.Read(broken)).Field);
    }

    [Theory]
    [InlineData("tito.golden-prompts", "x", "format: must be \"tito.golden-prompts\".")]
    [InlineData("\"version\":1", "\"version\":2", "version: the file has version 2; this release reads 1.")]
    [InlineData("\"max_tokens\":4", "\"max_tokens\":0", "prompts[0].max_tokens: must be 1 or more.")]
    [InlineData("[6023,151645,151644]", "[]", "prompts[0].prompt_ids: must have a token.")]
    [InlineData("[562,151645],\"logprobs\":[-0.5,-0.25]", "[],\"logprobs\":[]", "prompts[0].completion_ids: must have a token.")]
    [InlineData("[562,151645]", "[562]", "prompts[0].logprobs: 1 ids need as many logprobs, not 2.")]
    [InlineData("\"assets\":{", "\"assets\":[],\"x\":{", "assets: must be an object.")]
    [InlineData("\"engine\":{", "\"engine\":{\"a\":\"\\ud800\",", "engine.a: holds a lone surrogate, which is not a Unicode character.")]
    [InlineData("\"content\":\"hi\"", "\"content\":\"\\ud800\"", "prompts[0].request.messages[0].content: holds a lone surrogate, which is not a Unicode character.")]
    public void Read_OfAFileThatIsOtherwise_SaysWhatItMustBe(string replaced, string replacement, string message)
    {
        Assert.Contains(replaced, Json, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<GoldenFormatException>(() => Read(Json.Replace(replaced, replacement, StringComparison.Ordinal))).Message);
    }

    [Theory]
    [InlineData("[]", ": must be an object.")]
    [InlineData("{", "$: ")]
    public void Read_OfNoObject_Refuses(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<GoldenFormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    /// <summary>Each prompt has a name of its own, and there is one at least.</summary>
    [Fact]
    public void Read_OfPromptsWithoutNamesOfTheirOwn_Refuses()
    {
        var at = Json.IndexOf("{\"name\"", StringComparison.Ordinal);
        var prompt = Json[at..Json.LastIndexOf(']')];
        var two = Json.Replace(prompt, $"{prompt},{prompt}", StringComparison.Ordinal);

        Assert.Equal("prompts: must have a prompt.", Assert.Throws<GoldenFormatException>(() => Read(Json.Replace(prompt, "", StringComparison.Ordinal))).Message);
        Assert.Equal("prompts: two prompts have one name.", Assert.Throws<GoldenFormatException>(() => Read(two)).Message);

        var other = Json.Replace(prompt, $"{prompt},{prompt.Replace("\"hi\",\"request", "\"ho\",\"request", StringComparison.Ordinal).Replace("4", "1", StringComparison.Ordinal)}", StringComparison.Ordinal);
        var file = Read(other);
        Assert.Equal([("hi", 4), ("ho", 1)], file.Prompts.Select(one => (one.Name, one.MaxTokens)));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(other), JsonElement.Parse(GoldenPromptWriter.Write(file).Span)));
    }

    [Fact]
    public void Read_OfAssets_HasThemInTheOrderOfTheirNames()
    {
        var file = Read(Json.Replace("\"template\":\"aa\",\"tokenizer\":\"bb\"", "\"z\":\"1\",\"a\":\"2\",\"Z\":\"3\"", StringComparison.Ordinal));

        Assert.Equal(["Z", "a", "z"], file.Assets.Select(print => print.Name));
        Assert.Null(file.Engine["z"]);
    }

    private static GoldenPromptFile Read(string json) => GoldenPromptReader.Read(Encoding.UTF8.GetBytes(json));
}
