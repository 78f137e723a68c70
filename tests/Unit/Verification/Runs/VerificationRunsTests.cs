using System.Text;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Storage.InMemory;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What the rows of a run mean, as far as they are there.</summary>
public sealed class VerificationRunsTests
{
    private const string Id = "20261129T020000000Z-a";
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly VerificationRun Run = new()
    {
        Id = Id,
        Trigger = VerificationTrigger.Demand,
        StartedAt = Noon,
        Fingerprints = [new("template", "t")],
    };

    private static readonly RunSummary Summary = RunSummary.Of([], Noon);
    private static readonly ShardResult Green = new() { Outcome = ShardOutcome.Green, FinishedAt = Noon, Checked = 2 };

    private readonly InMemoryVerificationStore _store = new();

    private VerificationRuns Runs => new(_store);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_OfARunThatIsNot_IsNothing()
    {
        Assert.Null(await Runs.FindAsync(Id, Ends));
        Assert.Null(await Runs.LoadAsync(Id, Ends));
        Assert.Null(await Runs.StateAsync(Id, Ends));
        Assert.Null(await Runs.FindShardAsync(Id, 0, Ends));
        Assert.False(await Runs.HasResultAsync(Id, 0, Ends));
        Assert.Null(await Runs.FindResultAsync(Id, 0, Ends));
    }

    [Fact]
    public async Task LoadAsync_OfARun_HasWhatIsStoredSoFar()
    {
        Assert.True(await Runs.BeginAsync(Run, Ends));
        var begun = (await Runs.LoadAsync(Id, Ends))!;
        Assert.Equal((Id, Noon), (begun.Run.Id, begun.Run.StartedAt));
        Assert.Equal((null, null, null), (begun.Shards, begun.Summary, begun.Notice));
        Assert.Equal(new RunState(null, null, false), await Runs.StateAsync(Id, Ends));

        await Runs.PlanAsync(Id, [new(0, ShardKind.Sessions, null, ["x"]), new(1, ShardKind.Greedy, "e", ["y", "z"])], Ends);
        Assert.Equal(new RunState(2, null, false), await Runs.StateAsync(Id, Ends));
        Assert.True(await Runs.RecordAsync(Id, 1, Green, Ends));
        Assert.Equal((false, true), (await Runs.HasResultAsync(Id, 0, Ends), await Runs.HasResultAsync(Id, 1, Ends)));
        Assert.Equal((null, 2), ((await Runs.FindResultAsync(Id, 0, Ends))?.Checked, (await Runs.FindResultAsync(Id, 1, Ends))?.Checked));
        var shards = (await Runs.LoadAsync(Id, Ends))!.Shards!.Value;
        Assert.Equal([(0, "x", null), (1, "y z", 2)], shards.Select(shard => (shard.Shard.Index, string.Join(' ', shard.Shard.Items), shard.Result?.Checked)));
        Assert.Equal((ShardKind.Greedy, "e"), ((await Runs.FindShardAsync(Id, 1, Ends))!.Kind, (await Runs.FindShardAsync(Id, 1, Ends))!.Engine));

        Assert.True(await Runs.CloseAsync(Id, Summary, Ends));
        Assert.Equal(new RunState(2, Summary, false), await Runs.StateAsync(Id, Ends));
        Assert.True(await Runs.NoteAsync(Id, new(false, 3, "d"), Ends));
        Assert.Equal(new RunState(2, Summary, true), await Runs.StateAsync(Id, Ends));
        var closed = (await Runs.LoadAsync(Id, Ends))!;
        Assert.Equal((Summary, new NoticeOutcome(false, 3, "d")), (closed.Summary, closed.Notice));
    }

    [Fact]
    public async Task Rows_ThatAreThere_StayAsTheyAre()
    {
        Assert.True(await Runs.BeginAsync(Run, Ends));
        Assert.False(await Runs.BeginAsync(Run with { Key = "other" }, Ends));
        await Runs.PlanAsync(Id, [new(0, ShardKind.Sessions, null, ["x"])], Ends);
        await Runs.PlanAsync(Id, [new(0, ShardKind.Sessions, null, ["y"]), new(1, ShardKind.Sessions, null, ["z"])], Ends);
        Assert.True(await Runs.RecordAsync(Id, 0, Green, Ends));
        Assert.False(await Runs.RecordAsync(Id, 0, Green with { Checked = 7 }, Ends));
        Assert.True(await Runs.CloseAsync(Id, Summary, Ends));
        Assert.False(await Runs.CloseAsync(Id, Summary with { Red = 1 }, Ends));
        Assert.True(await Runs.NoteAsync(Id, new(true, 1, "first"), Ends));
        Assert.False(await Runs.NoteAsync(Id, new(true, 1, "second"), Ends));

        var run = (await Runs.LoadAsync(Id, Ends))!;
        Assert.Equal((null, "first", 0), (run.Run.Key, run.Notice!.Detail, run.Summary!.Red));
        var (shard, result) = Assert.Single(run.Shards!.Value);
        Assert.Equal(("x", 2), (shard.Items.Single(), result!.Checked));
    }

    [Fact]
    public async Task IdOfAsync_UnderAKey_IsTheFirstCandidate()
    {
        Assert.Equal("one", await Runs.IdOfAsync("k", "one", Ends));
        Assert.Equal("one", await Runs.IdOfAsync("k", "two", Ends));
        Assert.Equal("three", await Runs.IdOfAsync("l", "three", Ends));
    }

    [Fact]
    public async Task CountBeginAsync_CountsEachShardByItself()
    {
        Assert.Equal(new(0, null), await Runs.BeginsAsync(Id, 1, Ends));
        for (var before = 0; before < 3; before++)
        {
            await Runs.CountBeginAsync(Id, 1, before, Noon.AddHours(before), Ends);
            Assert.Equal(new(before + 1, Noon.AddHours(before)), await Runs.BeginsAsync(Id, 1, Ends));
        }

        await Runs.CountBeginAsync(Id, 0, 0, Noon.AddHours(9), Ends);
        await Runs.CountBeginAsync(Id, 1, 3, Noon.AddHours(1), Ends);
        Assert.Equal(new(1, Noon.AddHours(9)), await Runs.BeginsAsync(Id, 0, Ends));
        Assert.Equal(new(4, Noon.AddHours(2)), await Runs.BeginsAsync(Id, 1, Ends));
        Assert.Equal(new(5, Noon.AddHours(9)), await Runs.BeginsAsync(Id, Ends));
        await Runs.RecordAsync(Id, 2, Green, Ends);

        var (done, begun) = await Runs.ProgressAsync(Id, Ends);

        Assert.Equal([2], done);
        Assert.Equal([(0, 1), (1, 4)], begun.Select(pair => (pair.Key, pair.Value)).Order());
    }

    /// <summary>Rows of another process can come between the count and the row that it leads to. Those of earlier builds do not say when.</summary>
    [Fact]
    public async Task CountBeginAsync_WhereTheNextNumberIsTaken_TakesTheOneAfterIt()
    {
        foreach (var number in (int[])[1, 2])
        {
            Assert.True(await _store.AddAsync(Id, $"begun-000005-{number:D6}", "{}"u8.ToArray(), Ends));
        }

        Assert.Equal(new(2, null), await Runs.BeginsAsync(Id, 5, Ends));
        await Runs.CountBeginAsync(Id, 5, 0, Noon, Ends);
        Assert.Equal(new(3, Noon), await Runs.BeginsAsync(Id, 5, Ends));
        Assert.Equal(
            "{\"at\":\"2026-11-29T12:00:00+00:00\"}",
            Encoding.UTF8.GetString((await _store.FindAsync(Id, "begun-000005-000003", Ends))!.Value.Span));
    }

    /// <summary>A plan that a crash cut leaves shards, and sessions and files are others by the time of the next one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PlanAsync_AfterOneThatACrashCut_IsTheNewPlanAlone(int stored)
    {
        await Runs.BeginAsync(Run, Ends);
        var killed = new VerificationRuns(new CutStore(_store, stored));
        await Assert.ThrowsAsync<IOException>(() => killed.PlanAsync(Id, Plan("a b", "c d", "e"), Ends));
        Assert.Equal(new RunState(null, null, false), await Runs.StateAsync(Id, Ends));
        Assert.Null(await Runs.FindShardAsync(Id, 0, Ends));

        await Runs.PlanAsync(Id, Plan("0 a", "b c"), Ends);

        await AssertPlannedAsync("0 a", "b c");
    }

    /// <summary>The first plan that is whole is the run's, also for whoever was making another one meanwhile.</summary>
    [Fact]
    public async Task PlanAsync_WhileAnotherProcessPlans_IsOneOfTheTwo()
    {
        await Runs.BeginAsync(Run, Ends);
        var slow = new VerificationRuns(new CutStore(_store, 2) { Instead = () => Runs.PlanAsync(Id, Plan("0 a", "b c"), Ends) });

        await slow.PlanAsync(Id, Plan("a b", "c d", "e"), Ends);

        await AssertPlannedAsync("0 a", "b c");
    }

    [Fact]
    public async Task LoadAsync_OfARunThatAnEarlierBuildPlanned_HasItsShards()
    {
        await Runs.BeginAsync(Run, Ends);
        await _store.AddAsync(Id, "shard-000000", "{\"index\":0,\"kind\":\"sessions\",\"engine\":null,\"items\":[\"x\"]}"u8.ToArray(), Ends);
        await _store.AddAsync(Id, "shard-000001", "{\"index\":1,\"kind\":\"sessions\",\"engine\":null,\"items\":[\"y\",\"z\"]}"u8.ToArray(), Ends);
        await _store.AddAsync(Id, "planned", "2"u8.ToArray(), Ends);

        await Runs.PlanAsync(Id, Plan("other"), Ends);

        await AssertPlannedAsync("x", "y z");
    }

    [Fact]
    public async Task DeleteAsync_OfARun_RemovesItsKeyAndNoOther()
    {
        await Runs.IdOfAsync("k", Id, Ends);
        await Runs.IdOfAsync("l", "other", Ends);
        await Runs.BeginAsync(Run with { Key = "k" }, Ends);
        await Runs.BeginAsync(Run with { Id = "20261130T020000000Z-b" }, Ends);

        await Runs.DeleteAsync(Id, Ends);
        Assert.Null(await Runs.FindAsync(Id, Ends));
        Assert.Equal(["20261130T020000000Z-b"], await Runs.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal("new", await Runs.IdOfAsync("k", "new", Ends));
        Assert.Equal("other", await Runs.IdOfAsync("l", "new", Ends));

        await Runs.DeleteAsync("20261130T020000000Z-b", Ends);
        Assert.Empty(await Runs.ListAsync(null, Ends).ToListAsync(Ends));
    }

    /// <summary>What a run never writes is said with the row and the place in it.</summary>
    [Theory]
    [InlineData("run", "{", "run: ")]
    [InlineData("run", "{\"run_id\":1}", "run.run_id: must be a string.")]
    [InlineData("planned", "-1", "planned: must be a whole number of 0 or more.")]
    [InlineData("planned", "1", "shard-000000: is missing.")]
    [InlineData("planned", "{\"plan\":\"ab\",\"shards\":1}", "shard-ab-000000: is missing.")]
    [InlineData("planned", "{\"plan\":\"ab\"}", "planned.shards: must be a whole number of 0 or more.")]
    [InlineData("planned", "\"1\"", "planned.plan: must be a string.")]
    [InlineData("closed", "{\"closed_at\":0}", "closed.closed_at: must be a string.")]
    [InlineData("notice", "{\"delivered\":\"yes\"}", "notice.delivered: must be true or false.")]
    public async Task LoadAsync_OfARowThatNoRunWrites_NamesIt(string row, string json, string message)
    {
        await _store.AddAsync(Id, row, Encoding.UTF8.GetBytes(json), Ends);
        await Runs.BeginAsync(Run, Ends);

        Assert.StartsWith(message, (await Assert.ThrowsAsync<VerificationCorruptException>(() => Runs.LoadAsync(Id, Ends))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shard-000000", "{\"index\":0,\"kind\":\"x\"}", "shard-000000.kind: must be one of trajectories, sessions, greedy, scoring.")]
    [InlineData("result-000000", "{\"outcome\":\"x\"}", "result-000000.outcome: must be one of green, red, not_served, set_aside.")]
    public async Task LoadAsync_OfAShardThatNoRunWrites_NamesIt(string row, string json, string message)
    {
        await Runs.BeginAsync(Run, Ends);
        await _store.AddAsync(Id, row, Encoding.UTF8.GetBytes(json), Ends);
        await _store.AddAsync(Id, "shard-000000", "{\"index\":0,\"kind\":\"sessions\",\"engine\":null,\"items\":[\"x\"]}"u8.ToArray(), Ends);
        await _store.AddAsync(Id, "planned", "1"u8.ToArray(), Ends);

        Assert.Equal(message, (await Assert.ThrowsAsync<VerificationCorruptException>(() => Runs.LoadAsync(Id, Ends))).Message);
    }
    private static VerificationShard[] Plan(params string[] items) =>
        [.. items.Select((some, index) => new VerificationShard(index, ShardKind.Sessions, null, [.. some.Split(' ')]))];

    private async Task AssertPlannedAsync(params string[] items)
    {
        Assert.Equal(new RunState(items.Length, null, false), await Runs.StateAsync(Id, Ends));
        var shards = (await Runs.LoadAsync(Id, Ends))!.Shards!.Value;
        Assert.Equal(items, shards.Select(shard => string.Join(' ', shard.Shard.Items)));
        foreach (var (index, some) in items.Index())
        {
            var shard = (await Runs.FindShardAsync(Id, index, Ends))!;
            Assert.Equal((index, some), (shard.Index, string.Join(' ', shard.Items)));
        }

        Assert.Null(await Runs.FindShardAsync(Id, items.Length, Ends));
    }
}
