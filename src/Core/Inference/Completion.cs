using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>What an engine sampled for one prompt, with the engine's own account of it.</summary>
/// <remarks>Immutable and thread-safe: every JSON value here owns its document.</remarks>
public sealed record Completion
{
    /// <summary>The sampled token ids in sampling order, int32 <c>[tokens]</c>, each 0 or more; a stop token is one of them.</summary>
    public required ImmutableArray<int> Ids { get; init; }

    /// <summary>Natural logarithms of the sampling probabilities, float32 <c>[tokens]</c>, finite, one for each id.</summary>
    public required ImmutableArray<float> Logprobs { get; init; }

    /// <summary>Why the engine stopped, in its own word: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>abort</c>, …</summary>
    public required string FinishReason { get; init; }

    /// <summary>The engine's whole answer, a JSON object.</summary>
    public required JsonElement Response { get; init; }

    /// <summary>The assistant message as the engine parsed it, <c>choices[0].message</c> of the answer, a JSON object.</summary>
    public required JsonElement Message { get; init; }

    /// <summary>What was sent, apart from the prompt ids, as a JSON object; null when the engine was given no JSON.</summary>
    public required JsonElement? RequestBody { get; init; }

    /// <summary>Number of prompt tokens that the engine counted, 0 or more; null when it does not say.</summary>
    public required int? PromptTokens { get; init; }

    /// <summary>Number of prompt tokens that came from the engine's prefix cache, 0 or more; null when it does not say.</summary>
    public required int? CachedTokens { get; init; }

    /// <summary>The experts that were asked for, up to the last token but one of prompt and completion; null when none were.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>The version of the weights that sampled; null when the engine does not say.</summary>
    public required string? WeightVersion { get; init; }
}
