using System.Collections.Immutable;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>What a closed run came to. It is derived from the shards, once.</summary>
public sealed record RunSummary
{
    /// <summary>When the run was closed.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>How many shards it has.</summary>
    public required int ShardCount { get; init; }

    /// <summary>Shards by how they ended; a shard counts once.</summary>
    public required int Green { get; init; }

    /// <inheritdoc cref="Green"/>
    public required int Red { get; init; }

    /// <inheritdoc cref="Green"/>
    public required int NotServed { get; init; }

    /// <inheritdoc cref="Green"/>
    public required int SetAside { get; init; }

    /// <summary>How many items were looked at.</summary>
    public required int Checked { get; init; }

    /// <summary>How many failures there were.</summary>
    public required int Failures { get; init; }

    /// <summary>The largest difference of logprobs, in nats; null where none were compared.</summary>
    public required double? LargestLogprobDifference { get; init; }

    /// <summary>Whether something was there to verify, nothing failed and nothing was set aside.</summary>
    public bool IsGreen => ShardCount > 0 && Red == 0 && SetAside == 0;

    /// <summary>The verdict in a word.</summary>
    public string Verdict => IsGreen ? "green" : "red";

    /// <summary>What the results of all shards come to.</summary>
    /// <param name="results">A result for each shard.</param>
    /// <param name="closedAt">The present.</param>
    public static RunSummary Of(ImmutableArray<ShardResult> results, DateTimeOffset closedAt) => new()
    {
        ClosedAt = closedAt,
        ShardCount = results.Length,
        Green = results.Count(result => result.Outcome == ShardOutcome.Green),
        Red = results.Count(result => result.Outcome == ShardOutcome.Red),
        NotServed = results.Count(result => result.Outcome == ShardOutcome.NotServed),
        SetAside = results.Count(result => result.Outcome == ShardOutcome.SetAside),
        Checked = results.Sum(result => result.Checked),
        Failures = results.Sum(result => result.FailureCount),
        LargestLogprobDifference = results.Max(result => result.LargestLogprobDifference),
    };
}
