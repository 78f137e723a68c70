using System.Collections.Immutable;

namespace Tito.Core.Families;

/// <summary>Every family that the product knows, by name.</summary>
public static class FamilyRegistry
{
    /// <summary>The families in the order of their names.</summary>
    public static ImmutableArray<Family> All { get; } =
    [
        DeepSeekV32Family.Create(),
        DeepSeekV4Family.Create(),
        DefaultFamily.Create(),
        Glm47Family.Create(),
        GptOssFamily.Create(),
        InklingFamily.Create(),
        Kimi25Family.Create(),
        Kimi26Family.Create(),
        Llama3Family.Create(),
        MiniMaxFamily.Create("minimax_m25", "MiniMax-M2.5"),
        MiniMaxFamily.Create("minimax_m27", "MiniMax-M2.7"),
        Nemotron3Family.Create(),
        Qwen3Family.Create(),
        Qwen35Family.Create(),
        QwenNextFamily.Create(),
    ];

    /// <summary>The family of a name, or null when there is none.</summary>
    public static Family? Find(string name) => All.FirstOrDefault(family => family.Name == name);
}
