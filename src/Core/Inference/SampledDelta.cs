using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>Some tokens of a completion that is still being sampled.</summary>
/// <param name="Completion">The tokens that came since the delta before, one or more, with their logprobs.</param>
public sealed record SampledDelta(TokenSegment Completion)
{
    /// <summary>The version of the weights that sampled the last of them; null where the engine does not say it so early.</summary>
    public string? WeightVersion { get; init; }
}
