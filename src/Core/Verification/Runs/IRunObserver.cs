using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>Hears of runs while they are worked off, for metrics and progress. It must not throw.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRunObserver
{
    /// <summary>A shard's result was recorded by this process.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="shard">What it covers.</param>
    /// <param name="result">What became of it.</param>
    void ShardRecorded(string runId, VerificationShard shard, ShardResult result);

    /// <summary>A shard came to something else in this process than in the one that recorded it first: that stands.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="shard">What it covers.</param>
    /// <param name="kept">What is recorded.</param>
    /// <param name="result">What it came to here, and is not.</param>
    void ShardContradicted(string runId, VerificationShard shard, ShardResult kept, ShardResult result);

    /// <summary>A run was met of which a row is damaged: it is never closed, nor held against a later one.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Which row, and what is wrong there.</param>
    void RunDamaged(string runId, string reason);

    /// <summary>A run was closed by this process.</summary>
    /// <param name="run">How it was begun.</param>
    /// <param name="summary">What it came to.</param>
    void RunClosed(VerificationRun run, RunSummary summary);
}
