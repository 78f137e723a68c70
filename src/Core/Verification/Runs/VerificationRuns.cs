using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>Verification runs over a store of rows: what is written once, and what it means.</summary>
/// <remarks>
/// The order makes every crash harmless: the run's own row, the shards of a plan, then that this plan is the run's, from when on it is
/// worked off; results in any order; the closing last. Thread-safe.
/// </remarks>
/// <param name="store">The rows.</param>
public sealed class VerificationRuns(IVerificationStore store)
{
    private const string BegunAt = "at";

    /// <summary>The run's id that a key stands for: the one that is given where the key is new.</summary>
    internal async Task<string> IdOfAsync(string key, string candidate, CancellationToken cancellationToken)
    {
        var partition = RunName.OfKey(key);
        if (!await store.AddAsync(partition, RunName.KeysRun, JsonBytes.Write(json => json.WriteStringValue(candidate)), cancellationToken)
            .ConfigureAwait(false))
        {
            var row = await store.FindAsync(partition, RunName.KeysRun, cancellationToken).ConfigureAwait(false);
            return row is { } known ? Place(known, partition).Text() : candidate;
        }

        return candidate;
    }

    /// <summary>Begins a run, unless there is one of its id.</summary>
    internal ValueTask<bool> BeginAsync(VerificationRun run, CancellationToken cancellationToken) =>
        store.AddAsync(run.Id, IVerificationStore.RunRow, Object(json => RunJson.WriteMembers(json, run)), cancellationToken);

    /// <summary>
    /// Stores what a run covers, from when on it can be worked off. The first plan that is whole is the run's; shards of another one,
    /// which a crash cut or which was made beside it, are none of it.
    /// </summary>
    internal async Task PlanAsync(string runId, IReadOnlyList<VerificationShard> shards, CancellationToken cancellationToken)
    {
        var rows = shards.Select(shard => Object(json => ShardJson.WriteMembers(json, shard))).ToList();
        var plan = StoredPlan.Of(rows);
        foreach (var (index, row) in rows.Index())
        {
            await store.AddAsync(runId, plan.Row(index), row, cancellationToken).ConfigureAwait(false);
        }

        await store.AddAsync(runId, RunName.Planned, Object(plan.WriteMembers), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A run as it was begun, or null.</summary>
    public async Task<VerificationRun?> FindAsync(string runId, CancellationToken cancellationToken) =>
        await store.FindAsync(runId, IVerificationStore.RunRow, cancellationToken).ConfigureAwait(false) is { } row
            ? RunJson.ReadRun(Place(row, IVerificationStore.RunRow))
            : null;

    /// <summary>A run with all that is stored of it, or null.</summary>
    public async Task<StoredRun?> LoadAsync(string runId, CancellationToken cancellationToken)
    {
        if (await FindAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run)
        {
            return null;
        }

        var rows = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        await foreach (var (name, json) in store.ReadAsync(runId, "", cancellationToken).ConfigureAwait(false))
        {
            rows.Add(name, json);
        }

        return new(
            run,
            Row(rows, RunName.Planned) is { } plan ? Shards(rows, StoredPlan.Read(plan)) : null,
            Row(rows, RunName.Closed) is { } closed ? RunJson.ReadSummary(closed) : null,
            Row(rows, RunName.Notice) is { } notice ? RunJson.ReadNotice(notice) : null);
    }

    /// <summary>How far a run is; null where there is no such run.</summary>
    public async Task<RunState?> StateAsync(string runId, CancellationToken cancellationToken) =>
        await FindAsync(runId, cancellationToken).ConfigureAwait(false) is null
            ? null
            : await ReadStateAsync(runId, cancellationToken).ConfigureAwait(false);

    /// <summary>A run as a list has it; null where there is no such run.</summary>
    public async Task<ListedRun?> ListedAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(runId, cancellationToken).ConfigureAwait(false) is { } run
                ? new ListedRun.Readable(run, await ReadStateAsync(runId, cancellationToken).ConfigureAwait(false))
                : null;
        }
        catch (VerificationCorruptException damage)
        {
            return new ListedRun.Damaged(damage.Message);
        }
    }

    /// <summary>A shard of a planned run, or null.</summary>
    internal async Task<VerificationShard?> FindShardAsync(string runId, int index, CancellationToken cancellationToken) =>
        await FindPlanAsync(runId, cancellationToken).ConfigureAwait(false) is { } plan
        && await store.FindAsync(runId, plan.Row(index), cancellationToken).ConfigureAwait(false) is { } row
            ? ShardJson.ReadShard(Place(row, plan.Row(index)))
            : null;

    /// <summary>Whether a shard has its result.</summary>
    internal async Task<bool> HasResultAsync(string runId, int index, CancellationToken cancellationToken) =>
        await store.FindAsync(runId, RunName.Result(index), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>A shard's result, or null.</summary>
    internal async Task<ShardResult?> FindResultAsync(string runId, int index, CancellationToken cancellationToken) =>
        await store.FindAsync(runId, RunName.Result(index), cancellationToken).ConfigureAwait(false) is { } row
            ? ShardJson.ReadResult(Place(row, RunName.Result(index)))
            : null;

    /// <summary>How often a shard was begun.</summary>
    internal Task<ShardBegins> BeginsAsync(string runId, int index, CancellationToken cancellationToken) =>
        ReadBeginsAsync(runId, RunName.Begins(index), cancellationToken);

    /// <summary>How often the shards of a run were begun, all together.</summary>
    internal Task<ShardBegins> BeginsAsync(string runId, CancellationToken cancellationToken) =>
        ReadBeginsAsync(runId, RunName.Begin, cancellationToken);

    /// <summary>Counts that a shard is begun.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="index">The shard.</param>
    /// <param name="before">How often it was begun before, as far as is known: where others came between, the next number is taken.</param>
    /// <param name="at">The present.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    internal async Task CountBeginAsync(string runId, int index, int before, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = Object(json => json.WriteString(BegunAt, at));
        var times = before + 1;
        while (!await store.AddAsync(runId, RunName.Begun(index, times), row, cancellationToken).ConfigureAwait(false))
        {
            times++;
        }
    }

    /// <summary>Which shards have a result, and how often others were begun.</summary>
    internal async Task<(HashSet<int> Done, Dictionary<int, int> Begun)> ProgressAsync(string runId, CancellationToken cancellationToken)
    {
        var (done, begun) = (new HashSet<int>(), new Dictionary<int, int>());
        await foreach (var (name, _) in store.ReadAsync(runId, RunName.Begin, cancellationToken).ConfigureAwait(false))
        {
            var index = RunName.Index(name);
            begun[index] = begun.GetValueOrDefault(index) + 1;
        }

        await foreach (var (name, _) in store.ReadAsync(runId, RunName.Results, cancellationToken).ConfigureAwait(false))
        {
            done.Add(RunName.Index(name));
        }

        return (done, begun);
    }

    /// <summary>Records a shard's result, unless it has one.</summary>
    internal ValueTask<bool> RecordAsync(string runId, int index, ShardResult result, CancellationToken cancellationToken) =>
        store.AddAsync(runId, RunName.Result(index), Object(json => ShardJson.WriteMembers(json, result)), cancellationToken);

    /// <summary>Closes a run, unless it is closed.</summary>
    internal ValueTask<bool> CloseAsync(string runId, RunSummary summary, CancellationToken cancellationToken) =>
        store.AddAsync(runId, RunName.Closed, Object(json => RunJson.WriteMembers(json, summary)), cancellationToken);

    /// <summary>Records what became of the notice, unless that is recorded.</summary>
    internal ValueTask<bool> NoteAsync(string runId, NoticeOutcome notice, CancellationToken cancellationToken) =>
        store.AddAsync(runId, RunName.Notice, JsonBytes.Write(json => RunJson.Write(json, notice)), cancellationToken);

    /// <summary>The ids of the runs, the newest first.</summary>
    /// <param name="before">Only runs before this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public IAsyncEnumerable<string> ListAsync(string? before, CancellationToken cancellationToken) =>
        store.ListAsync(before, cancellationToken);

    /// <summary>Removes a run, and its key; a damaged one, whose key cannot be read, without it.</summary>
    internal async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        if (await ListedAsync(runId, cancellationToken).ConfigureAwait(false) is ListedRun.Readable { Run.Key: { } key })
        {
            await store.DeleteAsync(RunName.OfKey(key), cancellationToken).ConfigureAwait(false);
        }

        await store.DeleteAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunState> ReadStateAsync(string runId, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(runId, cancellationToken).ConfigureAwait(false);
        var closed = await store.FindAsync(runId, RunName.Closed, cancellationToken).ConfigureAwait(false);
        return new(
            plan?.Count,
            closed is { } summary ? RunJson.ReadSummary(Place(summary, RunName.Closed)) : null,
            await store.FindAsync(runId, RunName.Notice, cancellationToken).ConfigureAwait(false) is not null);
    }

    private async Task<StoredPlan?> FindPlanAsync(string runId, CancellationToken cancellationToken) =>
        await store.FindAsync(runId, RunName.Planned, cancellationToken).ConfigureAwait(false) is { } row
            ? StoredPlan.Read(Place(row, RunName.Planned))
            : null;

    private async Task<ShardBegins> ReadBeginsAsync(string runId, string prefix, CancellationToken cancellationToken)
    {
        var (count, last) = (0, default(DateTimeOffset?));
        await foreach (var (name, json) in store.ReadAsync(runId, prefix, cancellationToken).ConfigureAwait(false))
        {
            count++;
            if (Place(json, name)[BegunAt].Present?.Time() is { } at && (last is null || at > last))
            {
                last = at;
            }
        }

        return new(count, last);
    }

    private static ImmutableArray<(VerificationShard, ShardResult?)> Shards(
        Dictionary<string, ReadOnlyMemory<byte>> rows, StoredPlan plan) =>
    [
        .. Enumerable.Range(0, plan.Count).Select(index => (
            ShardJson.ReadShard(Row(rows, plan.Row(index)) ?? throw new VerificationCorruptException(plan.Row(index), "is missing.")),
            Row(rows, RunName.Result(index)) is { } result ? ShardJson.ReadResult(result) : null)),
    ];

    private static JsonPlace? Row(Dictionary<string, ReadOnlyMemory<byte>> rows, string name) =>
        rows.TryGetValue(name, out var json) ? Place(json, name) : null;

    private static JsonPlace Place(ReadOnlyMemory<byte> json, string row)
    {
        try
        {
            return new(StrictJson.Parse(json.Span), row, (place, reason, cause) => new VerificationCorruptException(place, reason, cause));
        }
        catch (JsonException broken)
        {
            throw new VerificationCorruptException(row, broken.Message, broken);
        }
    }

    private static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });
}
