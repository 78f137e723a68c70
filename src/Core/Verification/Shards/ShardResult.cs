using System.Collections.Immutable;

namespace Tito.Core.Verification.Shards;

/// <summary>What became of a shard. It is recorded once.</summary>
public sealed record ShardResult
{
    /// <summary>
    /// The most failures and notes that a result keeps one by one, which is one for each item of a shard as it is by default.
    /// <see cref="FailureCount"/> counts all.
    /// </summary>
    public const int MaxKept = 25;

    /// <summary>How it ended.</summary>
    public required ShardOutcome Outcome { get; init; }

    /// <summary>Why it was not verified; null for a shard that was.</summary>
    public string? Reason { get; init; }

    /// <summary>How many of its items were looked at.</summary>
    public int Checked { get; init; }

    /// <summary>How many failures there were, 0 or more.</summary>
    public int FailureCount { get; init; }

    /// <summary>
    /// The first failure of each item, and further ones as far as there is room: at most <see cref="MaxKept"/>, in the order in which they
    /// were found.
    /// </summary>
    public ImmutableArray<VerificationFailure> Failures { get; init; } = [];

    /// <summary>All failures by what they most likely come from; of a result of an earlier build those that it kept.</summary>
    public ImmutableSortedDictionary<LikelyCause, int> Causes { get; init; } = ImmutableSortedDictionary<LikelyCause, int>.Empty;

    /// <summary>What was passed over, each with its reason; at most <see cref="MaxKept"/>, and how many more.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The largest absolute difference of two logprobs of one token, in nats; null where none was compared.</summary>
    public double? LargestLogprobDifference { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
