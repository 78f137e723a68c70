using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>What an engine gave back for one prompt.</summary>
/// <remarks>Immutable and thread-safe: every JSON value here owns its document.</remarks>
public sealed record Sampled
{
    /// <summary>The name of the wire, which a turn keeps: <c>sglang-chat</c>, for example.</summary>
    public required string Engine { get; init; }

    /// <summary>
    /// The sampled tokens in sampling order with their logprobs, each id 0 or more and each logprob finite; a stop token is one of them.
    /// </summary>
    public required TokenSegment Completion { get; init; }

    /// <summary>Why the engine stopped: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>abort</c>, or another word of its own.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The token or the text that it says it stopped at; null when it does not say.</summary>
    public StopMatch? Stop { get; init; }

    /// <summary>The small things that it says about its work.</summary>
    public SampledFacts Facts { get; init; } = SampledFacts.None;

    /// <summary>The experts that were asked for, up to the last token but one of prompt and completion; null when none were.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>
    /// The engine's own parse of the completion: an assistant message, a JSON object; null when the engine gives ids alone. It is
    /// the turn's message where nobody knows the family's format, and is held against the tokens elsewhere.
    /// </summary>
    public JsonElement? Parsed { get; init; }

    /// <summary>The fields that went to the engine beside the prompt and the conversation: a JSON object.</summary>
    public required JsonElement SentFields { get; init; }

    /// <summary>What else the engine said: a JSON object that only its own client can read.</summary>
    public required JsonElement Extra { get; init; }
}
