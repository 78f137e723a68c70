using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// The journal's record of an exported turn besides request and completion: enough to make the turn again without a tokenizer.
/// </summary>
public sealed record GoldenTurnRecord
{
    /// <summary>The sequence of the turn that was continued, or null for an empty buffer.</summary>
    public required int? Parent { get; init; }

    /// <summary>How many of the last tokens of the parent's completion gave way to the prompt's own, 0 or more.</summary>
    public required int ReplacedCount { get; init; }

    /// <summary>The tokens between what is left of the parent's buffer and the completion; none of them sampled.</summary>
    public required ImmutableArray<TokenSegment> PromptSegments { get; init; }

    /// <summary>The name of the engine's wire; null of a turn that was stored before journals kept it.</summary>
    public required string? Engine { get; init; }

    /// <summary>The tag of the conversation that the turn begins, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>The line that the turn begins, or null.</summary>
    public SessionLine? Line { get; init; }

    /// <summary>Sampled calls before the turn that its request had otherwise, and that no earlier turn was told of.</summary>
    public ImmutableArray<MessageDifference> Altered { get; init; } = [];

    /// <summary>The engine's id of the answer, or null.</summary>
    public required string? ResponseId { get; init; }

    /// <summary>The stop token or stop string that the engine names, or null.</summary>
    public required StopMatch? Stop { get; init; }

    /// <summary>The field in which the engine's message was not what its tokens say, or null.</summary>
    public string? Disagreement { get; init; }

    /// <summary>How the turn ended, or null of a turn that was stored before journals kept it.</summary>
    public TurnEnd? End { get; init; }

    /// <summary>When the request went to the engine.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the turn was ready to be committed.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Tokens that the engine counted in the prompt, or null when it did not say.</summary>
    public required int? PromptTokens { get; init; }

    /// <summary>Prompt tokens that the engine found in its prefix cache, or null when it did not say.</summary>
    public required int? CachedTokens { get; init; }

    /// <summary>The engine's answer but what the completion holds already.</summary>
    public required JsonElement Response { get; init; }

    /// <summary>The turn's link of the digest chain.</summary>
    public required Digest Digest { get; init; }
}
