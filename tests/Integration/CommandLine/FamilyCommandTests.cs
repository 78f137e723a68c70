using System.Text.Json;
using Tito.Core.Families;

namespace Tito.Tests.Integration.CommandLine;

public sealed class FamilyCommandTests
{
    [Fact]
    public async Task Family_OfAName_ShowsWhatItDeclaresAndHowEnginesAreStarted()
    {
        var end = await TitoCommand.RunAsync("", "family", "glm47");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(
        [
            "family             glm47",
            "template           own",
            "content parts      detected",
            "fixed arguments    clear_thinking=false",
            "append roles       tool user system assistant",
            "boundary           replace_trailing \"<|observation|>\" \"<|user|>\"",
            "stop tokens        <|observation|> <|user|>",
            "special tokens     <|system|> <|user|> <|assistant|> <|observation|>",
            "SGLang             --reasoning-parser glm45 --tool-call-parser glm47",
            "vLLM               --reasoning-parser glm45 --tool-call-parser glm47",
        ],
        end.Lines);
    }

    [Fact]
    public async Task Family_AsJson_HasTheSameFacts()
    {
        var end = await TitoCommand.RunAsync("", "family", "qwen3", "--json");

        var family = JsonElement.Parse(end.Output);
        Assert.Equal("fixed", family.GetProperty("template").GetString());
        Assert.Equal(
            """{"rule":"append_after","stop":"<|im_end|>","filler":"\n"}""",
            JsonSerializer.Serialize(family.GetProperty("boundary"), Relaxed));
        Assert.Equal(
            """{"sglang":{"reasoning_parser":"qwen3","tool_call_parser":"qwen25"},"vllm":{"reasoning_parser":"qwen3","tool_call_parser":"hermes"}}""",
            JsonSerializer.Serialize(family.GetProperty("parsers"), Relaxed));
        Assert.Equal(["<|im_end|>"], family.GetProperty("stop_tokens").EnumerateArray().Select(token => token.GetString()));
    }

    [Fact]
    public async Task Family_OfAnotherName_NamesThoseThatThereAreAndEndsWith2()
    {
        var end = await TitoCommand.RunAsync("", "family", "qwen");

        Assert.Equal(2, end.ExitCode);
        Assert.All(FamilyRegistry.All, family => Assert.Contains(family.Name, end.Error, StringComparison.Ordinal));
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
