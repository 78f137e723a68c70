using Tito.Core.Samples;

namespace Tito.Core.Serving;

/// <summary>A session's samples with the session that they come from.</summary>
/// <param name="View">The session.</param>
/// <param name="Samples">The samples of its conversation.</param>
public sealed record CollectedSamples(SessionView View, SampleSet Samples);
