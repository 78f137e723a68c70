using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>The samples of a session, or why there are none.</summary>
/// <param name="Samples">In the picker's order.</param>
/// <param name="EmptyReason"><c>no_records</c> or <c>all_truncated</c> when there are no samples, else null.</param>
public sealed record SampleSet(ImmutableArray<LeafSample> Samples, string? EmptyReason);
