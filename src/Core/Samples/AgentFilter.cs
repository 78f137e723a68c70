using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>Which conversations of a session become samples, by the tags of their roots.</summary>
/// <param name="Only">The tags that are kept, null among them for roots without one; default for all.</param>
/// <param name="Drop">The tags that are dropped, from among those that are kept.</param>
public sealed record AgentFilter(ImmutableArray<string?> Only, ImmutableArray<string?> Drop)
{
    /// <summary>Keeps all.</summary>
    public static AgentFilter All { get; } = new(default, []);

    /// <summary>Whether a conversation with this tag is kept.</summary>
    public bool Keeps(string? tag) => (Only.IsDefault || Only.Contains(tag)) && !Drop.Contains(tag);
}
