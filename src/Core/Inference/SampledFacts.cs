using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>The small things that an engine says about its work; each is null when it does not say.</summary>
/// <param name="AnswerId">The engine's id of the answer.</param>
/// <param name="PromptTokens">Number of prompt tokens that it counted, 0 or more.</param>
/// <param name="CachedTokens">Number of prompt tokens that came from its prefix cache, 0 or more.</param>
/// <param name="WeightVersion">The version of the weights that sampled.</param>
public sealed record SampledFacts(string? AnswerId, int? PromptTokens, int? CachedTokens, string? WeightVersion)
{
    /// <summary>
    /// The versions that sampled, where the weights changed meanwhile: in order, within the completion; empty when the engine gives none.
    /// </summary>
    public ImmutableArray<WeightSpan> WeightSpans { get; init; } = [];

    /// <summary>The version that sampled the last token; null when the engine gives none.</summary>
    public string? LastWeightVersion => WeightSpans is [.., var last] ? last.Version : WeightVersion;

    /// <summary>Nothing is known.</summary>
    public static SampledFacts None { get; } = new(null, null, null, null);
}
