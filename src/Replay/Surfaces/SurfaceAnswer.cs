namespace Tito.Replay.Surfaces;

/// <summary>The answer that a client got.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers, whatever the case of their names.</param>
/// <param name="Body">The body, as far as it came.</param>
/// <param name="IsCut">Whether the connection broke before its end.</param>
internal sealed record SurfaceAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, bool IsCut)
{
    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
