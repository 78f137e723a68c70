using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>
/// The use case of verification runs: begins one, verifies its shards and closes it. Every step may be repeated, in any process, and
/// changes nothing that was done before; when it is taken is a schedule's business.
/// </summary>
/// <remarks>Thread-safe, and safe for several processes over one store.</remarks>
/// <param name="runs">The stored runs.</param>
/// <param name="planner">Decides what a run covers.</param>
/// <param name="verifier">Verifies a shard.</param>
/// <param name="schedule">Sees to it that a run is worked off.</param>
/// <param name="notice">Tells somebody of a red run.</param>
/// <param name="observer">Hears what is done here.</param>
/// <param name="options">What a run covers.</param>
/// <param name="clock">The time.</param>
public sealed class VerificationRunner(
    VerificationRuns runs, VerificationPlanner planner, ShardVerifier verifier, IVerificationSchedule schedule, IRunNotice notice,
    IRunObserver observer, VerificationOptions options, TimeProvider clock)
{
    /// <summary>How long a notice that a crash kept from being sent is still news.</summary>
    private static readonly TimeSpan OwedFor = TimeSpan.FromDays(1);

    private readonly LeftShards _left = new(runs, verifier, options, clock);

    /// <summary>Begins a run and asks for it to be worked off. Under a key that has a run, that one is asked for again.</summary>
    /// <param name="request">What asks.</param>
    /// <param name="cancellationToken">Cancels the wait; under a key the request can be repeated.</param>
    /// <returns>The run's id.</returns>
    /// <exception cref="IOException">The corpus cannot be read.</exception>
    public async Task<string> StartAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var runId = RunName.Of(now, request.Nonce);
        runId = request.Key is { } key ? await runs.IdOfAsync(key, runId, cancellationToken).ConfigureAwait(false) : runId;
        if (await runs.FindAsync(runId, cancellationToken).ConfigureAwait(false) is null)
        {
            var run = await planner.BeginAsync(runId, request, now, cancellationToken).ConfigureAwait(false);
            await runs.BeginAsync(run, cancellationToken).ConfigureAwait(false);
        }

        await ResumeAsync(runId, cancellationToken).ConfigureAwait(false);
        return runId;
    }

    /// <summary>Asks for a run to be worked off that was begun before, and plans it first where a crash came between.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task ResumeAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.StateAsync(runId, cancellationToken).ConfigureAwait(false) is { ShardCount: null, Summary: null })
        {
            var shards = await planner.PlanAsync(runId, cancellationToken).ConfigureAwait(false);
            await runs.PlanAsync(runId, shards, cancellationToken).ConfigureAwait(false);
        }

        await schedule.ScheduleAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The runs that are not done with: open ones, and red ones of the last day without a notice. One of the command line is its process's
    /// own and not among them: nobody else has its corpus, its engines and whom it tells. A damaged one is told of, and passed over.
    /// </summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<ImmutableArray<string>> ListOpenAsync(CancellationToken cancellationToken)
    {
        var open = ImmutableArray.CreateBuilder<string>();
        var recent = clock.GetUtcNow() - OwedFor;
        await foreach (var runId in runs.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            switch (await runs.ListedAsync(runId, cancellationToken).ConfigureAwait(false))
            {
                case ListedRun.Damaged damaged:
                    observer.RunDamaged(runId, damaged.Reason);
                    break;
                case ListedRun.Readable { Run.Trigger: not VerificationTrigger.Command, State: var state }
                    when state.Summary is not { } summary || (!summary.IsGreen && !state.HasNotice && summary.ClosedAt > recent):
                    open.Add(runId);
                    break;
            }
        }

        return open.ToImmutable();
    }

    /// <summary>How many shards a planned run has; null where there is no such run, or it is closed.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<int?> CountShardsAsync(string runId, CancellationToken cancellationToken) =>
        await runs.StateAsync(runId, cancellationToken).ConfigureAwait(false) is { ShardCount: { } shards, Summary: null } ? shards : null;

    /// <summary>
    /// The shards of a planned run without a result, those that were begun least often first: one that ends its process each time must not
    /// keep the others from their turn, and one that was under way when a process was killed is no more suspect than the rest.
    /// </summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Their indexes; null where there is no such run, or it is closed.</returns>
    public async Task<ImmutableArray<int>?> ListPendingAsync(string runId, CancellationToken cancellationToken)
    {
        if (await CountShardsAsync(runId, cancellationToken).ConfigureAwait(false) is not { } count)
        {
            return null;
        }

        var (done, begun) = await runs.ProgressAsync(runId, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, count).Where(index => !done.Contains(index)).OrderBy(index => begun.GetValueOrDefault(index))];
    }

    /// <summary>
    /// Verifies a shard and records its result, unless it has one. One that was begun too often is set aside. For a caller that alone sees
    /// to the shard, so that no other process is at it.
    /// </summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="index">The shard, 0 to below the number of shards; nothing is done where there is none.</param>
    /// <param name="cancellationToken">Gives it up; it can be verified again.</param>
    /// <exception cref="IOException">A file or a row could not be read. Another try may succeed.</exception>
    public Task VerifyShardAsync(string runId, int index, CancellationToken cancellationToken) =>
        VerifyAsync(runId, index, isShared: false, cancellationToken);

    /// <summary>The same for a caller beside others that work off the same run: a shard may be left to them for now.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="index">As of <see cref="VerifyShardAsync"/>.</param>
    /// <param name="cancellationToken">Gives it up; it can be verified again.</param>
    /// <returns>
    /// False where nothing was done: another process may be verifying the shard that was begun so often, or may have the engine or the
    /// files that this one lacks. It has its result later, or is to be tried again.
    /// </returns>
    /// <exception cref="IOException">A file or a row could not be read. Another try may succeed.</exception>
    public Task<bool> VerifySharedShardAsync(string runId, int index, CancellationToken cancellationToken) =>
        VerifyAsync(runId, index, isShared: true, cancellationToken);

    private async Task<bool> VerifyAsync(string runId, int index, bool isShared, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run
            || await runs.FindShardAsync(runId, index, cancellationToken).ConfigureAwait(false) is not { } shard
            || await runs.HasResultAsync(runId, index, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        var begins = await runs.BeginsAsync(runId, index, cancellationToken).ConfigureAwait(false);
        if (isShared && await _left.HasAsync(run, shard, begins, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // A shard that ends its process each time would do so for ever.
        if (begins.Count >= options.MaxBegins)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"It was begun {begins.Count} times, and ended no time.");
            await SetAsideAsync(runId, index, reason, cancellationToken).ConfigureAwait(false);
            return true;
        }

        await runs.CountBeginAsync(runId, index, begins.Count, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var result = await verifier.RunAsync(runId, shard, run.Changes, cancellationToken).ConfigureAwait(false);
        await RecordAsync(runId, shard, result, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sets a shard aside that could not be verified, unless it has a result.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="index">The shard.</param>
    /// <param name="reason">Why, in a sentence for people.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task SetAsideAsync(string runId, int index, string reason, CancellationToken cancellationToken)
    {
        if (await runs.FindShardAsync(runId, index, cancellationToken).ConfigureAwait(false) is { } shard)
        {
            var result = new ShardResult { Outcome = ShardOutcome.SetAside, Reason = reason, FinishedAt = clock.GetUtcNow() };
            await RecordAsync(runId, shard, result, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Closes a run whose shards all have results, once; tells of a red one, and removes the oldest runs. Repeated after a crash it does
    /// what is left.
    /// </summary>
    /// <param name="runId">The run's id; nothing is done where there is no such run.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidOperationException">A shard has no result.</exception>
    public async Task CloseAsync(string runId, CancellationToken cancellationToken)
    {
        if (await runs.LoadAsync(runId, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return;
        }

        if (stored.Summary is null)
        {
            var summary = RunSummary.Of(Results(stored), clock.GetUtcNow());
            if (await runs.CloseAsync(runId, summary, cancellationToken).ConfigureAwait(false))
            {
                observer.RunClosed(stored.Run, summary);
            }

            stored = await runs.LoadAsync(runId, cancellationToken).ConfigureAwait(false) ?? stored with { Summary = summary };
        }

        if (stored is { Summary.IsGreen: false, Notice: null }
            && await notice.SendAsync(stored, cancellationToken).ConfigureAwait(false) is { } outcome)
        {
            await runs.NoteAsync(runId, outcome, cancellationToken).ConfigureAwait(false);
        }

        await PruneAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the oldest runs, down to as many as are kept.</summary>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var surplus = new List<string>();
        await foreach (var (index, runId) in runs.ListAsync(null, cancellationToken).Index().ConfigureAwait(false))
        {
            if (index >= options.KeptRuns)
            {
                surplus.Add(runId);
            }
        }

        foreach (var runId in surplus)
        {
            await runs.DeleteAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RecordAsync(string runId, VerificationShard shard, ShardResult result, CancellationToken cancellationToken)
    {
        if (await runs.RecordAsync(runId, shard.Index, result, cancellationToken).ConfigureAwait(false))
        {
            observer.ShardRecorded(runId, shard, result);
        }
        else if (await runs.FindResultAsync(runId, shard.Index, cancellationToken).ConfigureAwait(false) is { } kept
            && (kept.Outcome, kept.FailureCount) != (result.Outcome, result.FailureCount))
        {
            observer.ShardContradicted(runId, shard, kept, result);
        }
    }

    private static ImmutableArray<ShardResult> Results(StoredRun stored) =>
        stored.Shards is { } shards && shards.All(shard => shard.Result is not null)
            ? [.. shards.Select(shard => shard.Result!)]
            : throw new InvalidOperationException($"Run {stored.Run.Id} is not done: a shard has no result.");
}
