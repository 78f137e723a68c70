using System.Collections.Immutable;

namespace Tito.Replay.Surfaces;

/// <summary>A request of a client.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">The path from the root on.</param>
/// <param name="Body">The JSON body; empty for none.</param>
internal sealed record SurfaceRequest(string Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers besides those of the body.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];
}
