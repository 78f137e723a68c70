using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Samples;

/// <summary>Everything that a trainer gets of a session.</summary>
/// <param name="Samples">In the picker's order, which numbers their tensors; may be empty.</param>
/// <param name="SessionMetadata">Writes the members of the session's metadata object.</param>
/// <param name="EmptyReason">Why there are no samples; null when there are some.</param>
public sealed record SampleReply(ImmutableArray<ReplySample> Samples, Action<Utf8JsonWriter> SessionMetadata, string? EmptyReason);
