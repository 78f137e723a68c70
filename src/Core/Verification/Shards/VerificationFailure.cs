namespace Tito.Core.Verification.Shards;

/// <summary>Something that is not as it was recorded.</summary>
public sealed record VerificationFailure
{
    /// <summary>What was looked at: a file, a session's id, or a golden prompt as <c>FILE#NAME</c>.</summary>
    public required string Item { get; init; }

    /// <summary>The turn; null where it concerns the item as a whole.</summary>
    public int? Turn { get; init; }

    /// <summary>What differs: <c>tokens</c>, <c>genesis</c>, <c>digest</c>, <c>logprobs</c>, …</summary>
    public required string What { get; init; }

    /// <summary>The index of the first differing token, in the turn or in the completion; null where no token differs.</summary>
    public int? TokenIndex { get; init; }

    /// <summary>The token that should be there; null where no token should.</summary>
    public FailureToken? Expected { get; init; }

    /// <summary>The token that is there; null where none is.</summary>
    public FailureToken? Found { get; init; }

    /// <summary>What it most likely comes from.</summary>
    public required LikelyCause Cause { get; init; }

    /// <summary>Both sides and the reasons, for people. It may hold text of the item.</summary>
    public required string Detail { get; init; }
}
