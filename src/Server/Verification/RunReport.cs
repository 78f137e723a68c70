using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Server.Verification;

/// <summary>Says in metrics and in the log what this process did for verification runs.</summary>
/// <param name="metrics">The instruments.</param>
/// <param name="logs">The log.</param>
internal sealed class RunReport(RunMetrics metrics, ILoggerFactory logs) : IRunObserver
{
    private readonly ILogger _log = VerificationLog.Create(logs);

    /// <inheritdoc/>
    public void ShardRecorded(string runId, VerificationShard shard, ShardResult result) => metrics.ShardRecorded(shard, result);

    /// <inheritdoc/>
    public void ShardContradicted(string runId, VerificationShard shard, ShardResult kept, ShardResult result) =>
        VerificationLog.Contradicted(
            _log, shard.Index, runId, WireName.Of(result.Outcome), result.FailureCount, WireName.Of(kept.Outcome), kept.FailureCount);

    /// <inheritdoc/>
    public void RunDamaged(string runId, string reason) => VerificationLog.Damaged(_log, runId, reason);

    /// <inheritdoc/>
    public void RunClosed(VerificationRun run, RunSummary summary)
    {
        metrics.RunClosed(run, summary);
        VerificationLog.Closed(_log, run.Id, summary.Verdict, summary.Checked, summary.ShardCount, summary.Failures, summary.SetAside);
    }
}
