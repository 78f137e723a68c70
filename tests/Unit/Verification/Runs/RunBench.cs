using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>A runner over stores in memory, which keeps what it tells its schedule, its observer and its notice.</summary>
internal sealed class RunBench : IVerificationSchedule, IRunObserver, IRunNotice
{
    private int _nonce;

    public RunBench(VerificationOptions? options = null, SessionModel? model = null, params ReadOnlySpan<IVerifiedEngine> engines)
    {
        (Options, Model) = (options ?? new() { ShardItems = 2 }, model ?? TinyGolden.Model);
        Runs = new(Store);
        Runner = Make(Corpus, engines.ToImmutableArray());
    }

    public VerificationOptions Options { get; }

    public SessionModel Model { get; }

    public InMemoryVerificationStore Store { get; } = new();

    public InMemoryJournal Journal { get; } = new();

    public HeldCorpus Corpus { get; } = new();

    public HandClock Clock { get; } = new();

    public VerificationRuns Runs { get; }

    public VerificationRunner Runner { get; }

    public List<string> Scheduled { get; } = [];

    public List<(int Index, ShardOutcome Outcome)> Recorded { get; } = [];

    /// <summary>What was recorded of a shard, and what it came to afterwards.</summary>
    public List<(int Index, ShardOutcome Kept, ShardOutcome Found)> Contradicted { get; } = [];

    public List<(string RunId, string Reason)> Damaged { get; } = [];

    public List<RunSummary> Closed { get; } = [];

    public List<string> Noticed { get; } = [];

    public NoticeOutcome? Notice { get; set; } = new(true, 1, "status 200");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public VerificationRequest Request(string? key = null) => new(VerificationTrigger.Demand, $"n{_nonce++}", key);

    /// <summary>The runner of another process over the same store, with engines of its own.</summary>
    public VerificationRunner Beside(params ReadOnlySpan<IVerifiedEngine> engines) => Make(Corpus, engines.ToImmutableArray());

    /// <summary>The same with files of its own.</summary>
    public VerificationRunner Beside(HeldCorpus corpus, params ReadOnlySpan<IVerifiedEngine> engines) =>
        Make(corpus, engines.ToImmutableArray());

    /// <summary>Begins a run and works it off.</summary>
    public async Task<StoredRun> NightAsync()
    {
        Clock.Now += TimeSpan.FromHours(1);
        var runId = await Runner.StartAsync(Request(), Ends);
        for (var index = 0; index < await Runner.CountShardsAsync(runId, Ends); index++)
        {
            await Runner.VerifyShardAsync(runId, index, Ends);
        }

        await Runner.CloseAsync(runId, Ends);
        return (await Runs.LoadAsync(runId, Ends))!;
    }

    public ValueTask ScheduleAsync(string runId, CancellationToken cancellationToken)
    {
        Scheduled.Add(runId);
        return ValueTask.CompletedTask;
    }

    public void ShardRecorded(string runId, VerificationShard shard, ShardResult result) => Recorded.Add((shard.Index, result.Outcome));

    public void ShardContradicted(string runId, VerificationShard shard, ShardResult kept, ShardResult result) =>
        Contradicted.Add((shard.Index, kept.Outcome, result.Outcome));

    public void RunDamaged(string runId, string reason) => Damaged.Add((runId, reason));

    public void RunClosed(VerificationRun run, RunSummary summary) => Closed.Add(summary);

    public Task<NoticeOutcome?> SendAsync(StoredRun run, CancellationToken cancellationToken)
    {
        Noticed.Add(run.Run.Id);
        return Task.FromResult(Notice);
    }

    private VerificationRunner Make(HeldCorpus corpus, ImmutableArray<IVerifiedEngine> engines) => new(
        Runs,
        new(Model, corpus, Journal, engines, Runs, Options),
        new(Model, corpus, new(Journal, Model), engines, Options, Clock),
        this, this, this, Options, Clock);
}
