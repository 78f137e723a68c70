using System.Collections.Immutable;

namespace Tito.Simulation.Wires.VllmCompletions;

/// <summary>What an answer of <c>/v1/completions</c> has besides text.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Logprobs">Whether it has logprobs.</param>
/// <param name="TokenIds">Whether it has the ids of prompt and completion.</param>
/// <param name="TokensAsIds">Whether tokens in logprobs are <c>token_id:N</c> and not texts.</param>
/// <param name="StreamUsage">Whether a stream tells counts at its end.</param>
/// <param name="ExpertsStart">The first token whose routed experts it has.</param>
internal sealed record VllmCompletionsWants(
    string Model, bool Logprobs, bool TokenIds, bool TokensAsIds, bool StreamUsage, int ExpertsStart)
{
    /// <summary>A logprob for each token of the prompt; null where they are not wanted.</summary>
    public ImmutableArray<float>? PromptLogprobs { get; init; }
}
