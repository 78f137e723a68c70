using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>The values that a replayed turn must have.</summary>
public sealed record GoldenTurnExpectation
{
    /// <summary>The sequence of the turn that is continued, or null for an empty buffer.</summary>
    public required int? Parent { get; init; }

    /// <summary>How many of the last tokens of the parent's completion gave way to the prompt's own, 0 or more.</summary>
    public required int ReplacedCount { get; init; }

    /// <summary>Number of leading ids of <see cref="TokenIds"/> that are the prompt.</summary>
    public required int PromptCount { get; init; }

    /// <summary>Prompt and completion, int32 <c>[tokens]</c>.</summary>
    public required ImmutableArray<int> TokenIds { get; init; }

    /// <summary>Runs of origins over <see cref="TokenIds"/>; neighbours may have the same origin.</summary>
    public required ImmutableArray<(TokenOrigin Origin, int Count)> Origins { get; init; }

    /// <summary>1 where a token is trained on, uint8 <c>[tokens]</c>.</summary>
    public required ImmutableArray<byte> LossMask { get; init; }

    /// <summary>The turn's link of the digest chain.</summary>
    public required Digest Digest { get; init; }
}
