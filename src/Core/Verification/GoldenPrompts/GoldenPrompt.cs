using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>A prompt with the completion that an engine gave it at temperature 0.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record GoldenPrompt
{
    /// <summary>Names it in its file.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What it is made of: an object with <c>messages</c>, and <c>tools</c> and <c>chat_template_kwargs</c> where there are any.
    /// </summary>
    public required JsonElement Request { get; init; }

    /// <summary>The prompt's ids as they were sent, int32 <c>[tokens]</c>.</summary>
    public required ImmutableArray<int> PromptIds { get; init; }

    /// <summary>The limit of the completion, 1 or more.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The completion's ids, int32 <c>[tokens]</c>, 1 or more.</summary>
    public required ImmutableArray<int> CompletionIds { get; init; }

    /// <summary>Their natural logarithms, float32 <c>[tokens]</c>.</summary>
    public required ImmutableArray<float> Logprobs { get; init; }

    /// <summary>The engine's word for why it stopped.</summary>
    public required string FinishReason { get; init; }
}
