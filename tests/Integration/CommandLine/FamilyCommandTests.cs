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
            "foreign stop tokens <|endoftext|>",
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
            ("append_after", "<|im_end|>", "\n"),
            (Text(family, "boundary", "rule"), Text(family, "boundary", "stop"), Text(family, "boundary", "filler")));
        var parsers = family.GetProperty("parsers");
        Assert.Equal(("qwen3", "qwen25"), (Text(parsers, "sglang", "reasoning_parser"), Text(parsers, "sglang", "tool_call_parser")));
        Assert.Equal(("qwen3", "hermes"), (Text(parsers, "vllm", "reasoning_parser"), Text(parsers, "vllm", "tool_call_parser")));
        Assert.Equal(["<|im_end|>"], family.GetProperty("stop_tokens").EnumerateArray().Select(token => token.GetString()));
    }

    [Fact]
    public async Task Family_OfAnotherName_NamesThoseThatThereAreAndEndsWith2()
    {
        var end = await TitoCommand.RunAsync("", "family", "qwen");

        Assert.Equal(2, end.ExitCode);
        Assert.All(FamilyRegistry.All, family => Assert.Contains(family.Name, end.Error, StringComparison.Ordinal));
    }

    private static string? Text(JsonElement json, string part, string field) => json.GetProperty(part).GetProperty(field).GetString();
}
