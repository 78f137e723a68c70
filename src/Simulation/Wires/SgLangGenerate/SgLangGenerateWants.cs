using System.Collections.Immutable;

namespace Tito.Simulation.Wires.SgLangGenerate;

/// <summary>What an answer of <c>/generate</c> has besides text and ids.</summary>
/// <param name="Logprobs">Whether it has logprobs.</param>
/// <param name="LogprobTexts">Whether each has its token's text.</param>
/// <param name="PromptIds">Whether it has the prompt's ids.</param>
/// <param name="RoutedExpertsStart">The first token whose routed experts it has; null for none.</param>
/// <param name="Incremental">Whether the frames of a stream have what is new, and not all so far.</param>
internal sealed record SgLangGenerateWants(bool Logprobs, bool LogprobTexts, bool PromptIds, int? RoutedExpertsStart, bool Incremental)
{
    /// <summary>The first token of the prompt whose logprob it has, and a logprob for each token of the prompt; null for none.</summary>
    public (int Start, ImmutableArray<float> Logprobs)? PromptScores { get; init; }
}
