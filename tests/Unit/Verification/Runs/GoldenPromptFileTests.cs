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
}
