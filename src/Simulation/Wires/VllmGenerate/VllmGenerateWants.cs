using System.Collections.Immutable;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>What an answer of <c>/inference/v1/generate</c> has besides ids.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Logprobs">Whether it has logprobs.</param>
/// <param name="PromptIds">Whether it has the prompt's ids.</param>
/// <param name="StreamUsage">Whether a stream tells counts at its end.</param>
internal sealed record VllmGenerateWants(string Model, bool Logprobs, bool PromptIds, bool StreamUsage)
{
    /// <summary>A logprob for each token of the prompt; null where they are not wanted.</summary>
    public ImmutableArray<float>? PromptLogprobs { get; init; }
}
