using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>
/// Our tokenizer beside Debian's sentencepiece, and beside the algorithm of tiktoken, on texts that are made as it goes. Runs on demand:
/// <c>tools/oracle/sentencepiece/parity.sh TEXTS SEED</c> and <c>tools/oracle/tiktoken/parity.sh TEXTS SEED</c>.
/// </summary>
public sealed class CheckpointParityTests
{
    private static string Kind => ParityTests.Setting("TITO_PARITY_KIND", "sentencepiece");

    public static TheoryData<string> Names => Kind == "sentencepiece"
        ? ["llama-each", "llama-first", "unknown", "gemma", "spaces-each", "spaces-first", "control", "large"]
        : ["cl100k", "o200k", "kimi", "glm4", "large-cl100k", "large-o200k"];

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public async Task EncodeAndDecode_OnGeneratedTexts_EqualTheReference(string name)
    {
        var (texts, seed) = (ParityTests.Setting("TITO_PARITY_TEXTS", "2000"), ParityTests.Setting("TITO_PARITY_SEED", "1"));
        var idLists = (int.Parse(texts, CultureInfo.InvariantCulture) / 10).ToString(CultureInfo.InvariantCulture);
        var isLarge = name.StartsWith("large", StringComparison.Ordinal);
        var folder = isLarge ? Path.Combine(TokenizerCorpus.Root, "artifacts", Kind) : Path.Combine(CheckpointCorpus.Folder, Kind);
        if (isLarge && Kind == "tiktoken")
        {
            WriteRanks(folder, "Cl100kBase", "cl100k_base");
            WriteRanks(folder, "O200kBase", "o200k_base");
        }

        var script = Path.Combine(TokenizerCorpus.Root, "tools/oracle", Kind, "cases.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, name, seed, texts, idLists])
        {
            RedirectStandardOutput = true,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        var tokenizer = CheckpointCorpus.Load((await python.StandardOutput.ReadLineAsync(cancellation))!, folder);
        var (count, differences) = (0, new List<string>());
        while (await python.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            differences.AddRange(CheckpointCorpus.DifferenceOf(tokenizer, line, $"case {++count}") is { } difference ? [difference] : []);
        }

        await python.WaitForExitAsync(cancellation);
        TestContext.Current.SendDiagnosticMessage($"{name}: {count} cases, {differences.Count} differences");
        Assert.Equal(0, python.ExitCode);
        Assert.Equal(int.Parse(texts, CultureInfo.InvariantCulture) * 11 / 10, count);
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(8))}");
    }

    /// <summary>
    /// Writes the ranks that Microsoft.ML.Tokenizers.Data brings as they were published: a token in Base64, a space, its rank.
    /// </summary>
    private static void WriteRanks(string folder, string package, string encoding)
    {
        var assembly = Assembly.Load($"Microsoft.ML.Tokenizers.Data.{package}");
        using var resource = assembly.GetManifestResourceStream($"{encoding}.tiktoken.deflate")!;
        using var inflated = new DeflateStream(resource, CompressionMode.Decompress);
        using var reader = new StreamReader(inflated, Encoding.ASCII);
        var tokens = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            Path.Combine(folder, $"{encoding}.tiktoken"),
            tokens.Select((token, rank) => string.Create(CultureInfo.InvariantCulture, $"{token} {rank}")));
    }
}
