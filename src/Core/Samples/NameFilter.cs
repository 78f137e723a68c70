using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>Which names are kept.</summary>
/// <param name="Only">The names that are kept, null among them for what has none; default for all.</param>
/// <param name="Drop">The names that are dropped, from among those that are kept.</param>
public sealed record NameFilter(ImmutableArray<string?> Only, ImmutableArray<string?> Drop)
{
    /// <summary>Keeps all.</summary>
    public static NameFilter All { get; } = new(default, []);

    /// <summary>Whether what has this name is kept.</summary>
    public bool Keeps(string? name) => (Only.IsDefault || Only.Contains(name)) && !Drop.Contains(name);
}
