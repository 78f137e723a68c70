using System.Collections.Immutable;

namespace Tito.Core.Families;

/// <summary>Every family that the product knows, by name.</summary>
public static class FamilyRegistry
{
    /// <summary>The families in the order of their names.</summary>
    public static ImmutableArray<Family> All { get; } = [Qwen3Family.Create()];

    /// <summary>The family of a name, or null when there is none.</summary>
    public static Family? Find(string name) => All.FirstOrDefault(family => family.Name == name);
}
