using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>The part of a turn that a sample needs: the tokens that the engine consumed and sampled, and how that ended.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record RecordedTurn
{
    /// <summary>The turn's place in the order of commits, 0 or more.</summary>
    public required int Sequence { get; init; }

    /// <summary>The prompt that the engine consumed.</summary>
    public required TokenBuffer Prompt { get; init; }

    /// <summary>The tokens that it sampled, with logprobs.</summary>
    public required TokenSegment Completion { get; init; }

    /// <summary>How many of the last tokens of the turn before it gave way to this turn's prompt, 0 or more.</summary>
    public int ReplacedCount { get; init; }

    /// <summary>Whether this turn's prompt closed a turn before it that had not ended by itself.</summary>
    public bool ClosesTruncated { get; init; }

    /// <summary>How many of the last tokens were sampled after the turn's end, 0 or more: no sample has them.</summary>
    public int ExtraCount { get; init; }

    /// <summary>Why the engine stopped, in its own word.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The version of the weights that sampled, or null when the engine did not say.</summary>
    public string? WeightVersion { get; init; }

    /// <summary>The versions that sampled, over the completion, where the weights changed meanwhile; empty elsewhere.</summary>
    public ImmutableArray<WeightSpan> WeightSpans { get; init; } = [];

    /// <summary>Tokens that the engine counted in the prompt, or null when it did not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>Prompt tokens from the engine's prefix cache, or null when it did not say.</summary>
    public int? CachedTokens { get; init; }

    /// <summary>The experts that the engine named, or null when it was not asked.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>The record of a committed turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="ends">The stop tokens of its model.</param>
    public static RecordedTurn Of(Turn turn, EndTokens ends) => new()
    {
        Sequence = turn.Sequence,
        Prompt = turn.Prompt,
        Completion = turn.Content.Completion,
        ReplacedCount = turn.Content.ReplacedCount,

        // A turn that ended by length can only be followed in a session that closes such turns.
        ClosesTruncated = turn.Parent is { } parent
            && (parent.IsTruncated || (!parent.EndedByItself && EndCheck.Holds(turn, ends) == true)),
        ExtraCount = TurnEnd.Of(turn.Content, ends).ExtraCount,
        FinishReason = turn.Content.FinishReason,
        WeightVersion = turn.Content.Exchange.WeightVersion,
        WeightSpans = turn.Content.Exchange.WeightSpans,
        PromptTokens = turn.Content.Exchange.PromptTokens,
        CachedTokens = turn.Content.Exchange.CachedTokens,
        RoutedExperts = turn.Content.RoutedExperts,
    };
}
