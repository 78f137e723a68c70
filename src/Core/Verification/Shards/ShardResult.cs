using System.Collections.Immutable;

namespace Tito.Core.Verification.Shards;

/// <summary>What became of a shard. It is recorded once.</summary>
public sealed record ShardResult
{
    /// <summary>The most failures and notes that a result keeps one by one; <see cref="FailureCount"/> counts all.</summary>
    public const int MaxKept = 20;

    /// <summary>How it ended.</summary>
    public required ShardOutcome Outcome { get; init; }

    /// <summary>Why it was not verified; null for a shard that was.</summary>
    public string? Reason { get; init; }

    /// <summary>How many of its items were looked at.</summary>
    public int Checked { get; init; }

    /// <summary>How many failures there were, 0 or more.</summary>
    public int FailureCount { get; init; }

    /// <summary>The first failures, at most <see cref="MaxKept"/>.</summary>
    public ImmutableArray<VerificationFailure> Failures { get; init; } = [];

    /// <summary>What was passed over, each with its reason; at most <see cref="MaxKept"/>, and how many more.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The largest absolute difference of two logprobs of one token, in nats; null where none was compared.</summary>
    public double? LargestLogprobDifference { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
