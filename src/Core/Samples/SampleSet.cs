using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>The samples of a session, or why there are none.</summary>
/// <param name="Samples">In the order of the conversation.</param>
/// <param name="EmptyReason"><c>no_records</c> or <c>all_truncated</c> when there are no samples, else null.</param>
public sealed record SampleSet(ImmutableArray<TrainingSample> Samples, string? EmptyReason);
