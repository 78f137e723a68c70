using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification.Scenarios;

/// <summary>The values that a turn of a scenario must have. What is null was not computed by the oracle.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record TurnExpectation
{
    /// <summary>The sequence of the turn that is continued, -1 for an empty buffer.</summary>
    public int? Parent { get; init; }

    /// <summary>How many of the last tokens of the parent's completion give way to <see cref="Prompt"/>, 0 or more.</summary>
    public int? ReplacedCount { get; init; }

    /// <summary>The ids of the prompt that follow what is left of the parent's buffer, int32 <c>[tokens]</c>.</summary>
    public ImmutableArray<int>? Prompt { get; init; }

    /// <summary>Number of tokens of the whole prompt.</summary>
    public int? PromptCount { get; init; }

    /// <summary>Number of tokens of prompt and completion.</summary>
    public int? TokenCount { get; init; }

    /// <summary>Runs of origins over <see cref="Prompt"/> and completion; neighbours may have the same origin, none is empty.</summary>
    public ImmutableArray<(TokenOrigin Origin, int Count)>? Origins { get; init; }

    /// <summary>Run lengths over the same tokens, the first of zeros: 1 where a token is trained on.</summary>
    public ImmutableArray<int>? LossMask { get; init; }

    /// <summary>How the turn ended, by its tokens.</summary>
    public EndKind? End { get; init; }

    /// <summary>The turn's link of the digest chain.</summary>
    public Digest? Digest { get; init; }
}
