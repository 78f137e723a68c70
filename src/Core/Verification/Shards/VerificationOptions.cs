namespace Tito.Core.Verification.Shards;

/// <summary>What a verification run covers, and how strict it is.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record VerificationOptions
{
    /// <summary>How many stored sessions a run verifies at the most, 0 or more. Default: 500.</summary>
    public int SessionSample { get; init; } = 500;

    /// <summary>How many trajectories or sessions a shard covers at the most, 1 or more. Default: 25.</summary>
    public int ShardItems { get; init; } = 25;

    /// <summary>How many golden prompts a shard sends to an engine at the most, 1 or more. Default: 10.</summary>
    public int ShardPrompts { get; init; } = 10;

    /// <summary>
    /// The largest absolute difference, in nats, between a recorded logprob and the one that the engine gives the token again; above it
    /// the shard is red. Default: 0.1, which different batch sizes of one engine do not reach.
    /// </summary>
    public double LogprobTolerance { get; init; } = 0.1;

    /// <summary>How many runs are kept, 1 or more; older ones are removed when a run is closed. Default: 30.</summary>
    public int KeptRuns { get; init; } = 30;

    /// <summary>
    /// How often a shard may be begun before it is set aside, 1 or more. A process that is killed counts, one that says why does not end
    /// here. Default: 10.
    /// </summary>
    public int MaxBegins { get; init; } = 10;

    /// <summary>
    /// How long a process can be at one shard. A process that has begun nothing of a run for so long is not working it off any more.
    /// Default: two hours.
    /// </summary>
    public TimeSpan LongestShard { get; init; } = TimeSpan.FromHours(2);
}
