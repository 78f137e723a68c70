using System.Diagnostics.Metrics;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Server.Verification;

/// <summary>The meter of verification runs; docs/nightly.md lists its instruments.</summary>
internal sealed class RunMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Tito.Verification";

    private readonly Meter _meter;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _shards;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<double> _shardDuration;
    private readonly Histogram<double> _logprobs;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">Where meters come from.</param>
    public RunMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _runs = _meter.CreateCounter<long>("tito.verification.runs", "{run}", "Runs that were closed, by verdict.");
        _shards = _meter.CreateCounter<long>("tito.verification.shards", "{shard}", "Shards that were recorded, by kind and outcome.");
        _failures = _meter.CreateCounter<long>("tito.verification.failures", "{failure}", "Failures, by kind of shard.");
        _runDuration = _meter.CreateHistogram<double>("tito.verification.run.duration", "s", "From a run's beginning to its closing.");
        _shardDuration = _meter.CreateHistogram<double>("tito.verification.shard.duration", "s", "The verification of a shard.");
        _logprobs = _meter.CreateHistogram<double>(
            "tito.verification.logprob_difference", "{nat}", "The largest difference of logprobs of a shard.");
    }

    /// <summary>A shard's result was recorded by this process.</summary>
    public void ShardRecorded(VerificationShard shard, ShardResult result)
    {
        var kind = new KeyValuePair<string, object?>("kind", WireName.Of(shard.Kind));
        _shards.Add(1, kind, new("outcome", WireName.Of(result.Outcome)));
        _failures.Add(result.FailureCount, kind);
        _shardDuration.Record(result.Duration.TotalSeconds, kind);
        if (result.LargestLogprobDifference is { } difference)
        {
            _logprobs.Record(difference, kind);
        }
    }

    /// <summary>A run was closed by this process.</summary>
    public void RunClosed(VerificationRun run, RunSummary summary)
    {
        var verdict = new KeyValuePair<string, object?>("verdict", summary.Verdict);
        _runs.Add(1, verdict);
        _runDuration.Record((summary.ClosedAt - run.StartedAt).TotalSeconds, verdict);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
