using System.Text;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>A run is planned, verified and closed once, whatever is repeated.</summary>
public sealed class VerificationRunnerTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OverTrajectoriesAsTheyWereRecorded_IsGreen()
    {
        var bench = With(5);

        var run = await bench.NightAsync();

        Assert.Equal(("green", 3, 3, 5, 0), (run.Summary!.Verdict, run.Summary.ShardCount, run.Summary.Green, run.Summary.Checked, run.Summary.Failures));
        Assert.Equal([["f0.json", "f1.json"], ["f2.json", "f3.json"], ["f4.json"]], run.Shards!.Value.Select(shard => shard.Shard.Items.ToArray()));
        Assert.Empty(bench.Noticed);
        Assert.Single(bench.Closed);
    }

    [Fact]
    public async Task VerifyShardAsync_Repeated_RecordsOneRow()
    {
        var bench = With(2);
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        await bench.Runner.VerifyShardAsync(runId, 0, Ends);
        bench.Corpus.Files["f0.json"] = "no longer what it was";
        await bench.Runner.VerifyShardAsync(runId, 0, Ends);
        await bench.Runner.SetAsideAsync(runId, 0, "too late", Ends);
        await bench.Runner.VerifyShardAsync(runId, 7, Ends);
        await bench.Runner.VerifyShardAsync("20200101T000000000Z-none", 0, Ends);

        Assert.Equal([(0, ShardOutcome.Green)], bench.Recorded);
        Assert.Equal([(0, ShardOutcome.Green, ShardOutcome.SetAside)], bench.Contradicted);
        Assert.Equal(1, await bench.Runner.CountShardsAsync(runId, Ends));
    }

    [Fact]
    public async Task Runs_WithADamagedOneAmongThem_GoOnTellOfItAndRemoveItInTheEnd()
    {
        var bench = new RunBench(new() { ShardItems = 2, KeptRuns = 2 });
        var green = await bench.NightAsync();
        bench.Clock.Now += TimeSpan.FromHours(1);
        var damaged = await bench.Runner.StartAsync(bench.Request("key"), Ends);
        await bench.Store.AddAsync(damaged, "closed", "{}"u8.ToArray(), Ends);

        Assert.Empty(await bench.Runner.ListOpenAsync(Ends));
        var (runId, reason) = Assert.Single(bench.Damaged);
        Assert.Equal(damaged, runId);
        Assert.StartsWith("closed", reason, StringComparison.Ordinal);

        var next = await bench.NightAsync();
        Assert.Equal(green.Run.Id, next.Run.Baseline);
        await bench.NightAsync();
        Assert.IsType<ListedRun.Readable>(await bench.Runs.ListedAsync(next.Run.Id, Ends));
        Assert.Null(await bench.Runs.ListedAsync(damaged, Ends));
        Assert.Null(await bench.Runs.ListedAsync(green.Run.Id, Ends));
    }

    [Fact]
    public async Task CloseAsync_Repeated_ClosesOnceAndTellsOnce()
    {
        var bench = With(1);
        bench.Corpus.Files["f0.json"] = "{}";
        var runId = (await bench.NightAsync()).Run.Id;

        await bench.Runner.CloseAsync(runId, Ends);
        await bench.Runner.CloseAsync("20200101T000000000Z-none", Ends);

        var run = (await bench.Runs.LoadAsync(runId, Ends))!;
        Assert.Equal(("red", 1), (run.Summary!.Verdict, run.Summary.Red));
        Assert.Single(bench.Closed);
        Assert.Equal([runId], bench.Noticed);
        Assert.Equal(new(true, 1, "status 200"), run.Notice);
        Assert.Null(await bench.Runner.CountShardsAsync(runId, Ends));
        Assert.Null(await bench.Runner.CountShardsAsync("20200101T000000000Z-none", Ends));
    }

    [Fact]
    public async Task CloseAsync_WhenAShardHasNoResult_Refuses()
    {
        var bench = With(3);
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        await bench.Runner.VerifyShardAsync(runId, 0, Ends);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Runner.CloseAsync(runId, Ends));
        Assert.Equal([runId], await bench.Runner.ListOpenAsync(Ends));
    }

    [Fact]
    public async Task SetAsideAsync_OfAPoisonedShard_MakesTheRunRedWithTheReason()
    {
        var bench = With(3);
        bench.Corpus.Files["f2.json"] = null;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        await bench.Runner.VerifyShardAsync(runId, 0, Ends);
        await Assert.ThrowsAsync<IOException>(() => bench.Runner.VerifyShardAsync(runId, 1, Ends));

        await bench.Runner.SetAsideAsync(runId, 1, "f2.json cannot be read.", Ends);
        await bench.Runner.CloseAsync(runId, Ends);

        var run = (await bench.Runs.LoadAsync(runId, Ends))!;
        Assert.Equal(("red", 1, 1, 0), (run.Summary!.Verdict, run.Summary.Green, run.Summary.SetAside, run.Summary.Red));
        Assert.Equal((ShardOutcome.SetAside, "f2.json cannot be read."), (run.Shards!.Value[1].Result!.Outcome, run.Shards.Value[1].Result!.Reason));
    }

    [Fact]
    public async Task VerifyShardAsync_OfAShardThatEndsItsProcessEachTime_SetsItAside()
    {
        var bench = With(1, new() { MaxBegins = 3 });
        bench.Corpus.Files["f0.json"] = null;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => bench.Runner.VerifyShardAsync(runId, 0, Ends));
        }

        await bench.Runner.VerifyShardAsync(runId, 0, Ends);
        Assert.Equal("It was begun 3 times, and ended no time.", (await bench.Runs.LoadAsync(runId, Ends))!.Shards!.Value[0].Result!.Reason);
    }

    [Fact]
    public async Task ListPendingAsync_HasThoseWithoutAResult_TheLeastOftenBegunFirst()
    {
        var bench = With(7);
        bench.Corpus.Files["f0.json"] = null;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        await Assert.ThrowsAsync<IOException>(() => bench.Runner.VerifyShardAsync(runId, 0, Ends));
        await bench.Runner.VerifyShardAsync(runId, 2, Ends);

        Assert.Equal([1, 3, 0], await bench.Runner.ListPendingAsync(runId, Ends));
        Assert.Null(await bench.Runner.ListPendingAsync("20200101T000000000Z-none", Ends));
    }

    [Fact]
    public async Task StartAsync_UnderAKey_IsOneRun()
    {
        var bench = With(1);

        var first = await bench.Runner.StartAsync(bench.Request("night"), Ends);
        var again = await bench.Runner.StartAsync(bench.Request("night"), Ends);
        var other = await bench.Runner.StartAsync(bench.Request("day"), Ends);
        var none = await bench.Runner.StartAsync(bench.Request(), Ends);

        Assert.Equal(first, again);
        Assert.Equal(3, new[] { first, other, none }.Distinct().Count());
        Assert.Equal([first, first, other, none], bench.Scheduled);
    }

    [Theory]
    [InlineData("-000001")]
    [InlineData("planned")]
    public async Task ResumeAsync_WhereACrashCameWhileItWasPlanned_PlansAnew(string lost)
    {
        var bench = With(3);
        var whole = await bench.Runner.StartAsync(bench.Request(), Ends);
        var cut = "20261129T020000000Z-cut";
        foreach (var (name, json) in await bench.Store.ReadAsync(whole, "", Ends).ToListAsync(Ends))
        {
            if (!name.EndsWith(lost, StringComparison.Ordinal) && name != "planned")
            {
                await bench.Store.AddAsync(cut, name, json, Ends);
            }
        }

        // The first shard was of f0 and f1.
        bench.Corpus.Files["e.json"] = TinyGolden.Json;

        await bench.Store.AddAsync(
            cut, "run", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString((await bench.Store.FindAsync(whole, "run", Ends))!.Value.Span).Replace(whole, cut, StringComparison.Ordinal)), Ends);
        Assert.Null(await bench.Runner.CountShardsAsync(cut, Ends));
        Assert.Contains(cut, await bench.Runner.ListOpenAsync(Ends));

        await bench.Runner.ResumeAsync(cut, Ends);

        Assert.Equal(2, await bench.Runner.CountShardsAsync(cut, Ends));
        Assert.Equal(
            ["e.json", "f0.json", "f1.json", "f2.json"], (await bench.Runs.LoadAsync(cut, Ends))!.Shards!.Value.SelectMany(shard => shard.Shard.Items));
    }

    /// <summary>A run of the command line is worked off by its process alone: nobody else has its corpus and its engines.</summary>
    [Fact]
    public async Task ListOpenAsync_OfARunOfTheCommandLine_HasItNot()
    {
        var bench = With(1);
        bench.Corpus.Files["f0.json"] = "{}";
        bench.Notice = null;
        var red = await bench.Runner.StartAsync(new(VerificationTrigger.Command, "red", null), Ends);
        await bench.Runner.VerifyShardAsync(red, 0, Ends);
        await bench.Runner.CloseAsync(red, Ends);
        await bench.Runner.StartAsync(new(VerificationTrigger.Command, "open", null), Ends);
        var nightly = await bench.Runner.StartAsync(new(VerificationTrigger.Nightly, "night", null), Ends);

        Assert.Equal([nightly], await bench.Runner.ListOpenAsync(Ends));
    }

    [Fact]
    public async Task CloseAsync_RemovesTheOldestRunsWithTheirKeys()
    {
        var bench = With(1, new() { KeptRuns = 2 });
        var keyed = await bench.Runner.StartAsync(bench.Request("night"), Ends);
        await bench.Runner.VerifyShardAsync(keyed, 0, Ends);
        await bench.Runner.CloseAsync(keyed, Ends);

        var (second, third) = (await bench.NightAsync(), await bench.NightAsync());

        Assert.Equal([third.Run.Id, second.Run.Id], await bench.Runs.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Null(await bench.Runs.LoadAsync(keyed, Ends));
        Assert.NotEqual(keyed, await bench.Runner.StartAsync(bench.Request("night"), Ends));
    }

    [Fact]
    public async Task ListOpenAsync_OfARedRunWhoseNoticeACrashLost_HasItForADay()
    {
        var bench = With(1);
        bench.Corpus.Files["f0.json"] = "{}";
        bench.Notice = null;
        var runId = (await bench.NightAsync()).Run.Id;

        Assert.Equal([runId], await bench.Runner.ListOpenAsync(Ends));
        bench.Clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromTicks(1);
        Assert.Equal([runId], await bench.Runner.ListOpenAsync(Ends));
        bench.Clock.Now += TimeSpan.FromTicks(1);
        Assert.Empty(await bench.Runner.ListOpenAsync(Ends));
        bench.Clock.Now -= TimeSpan.FromTicks(1);
        bench.Notice = new(false, 3, "status 500");
        await bench.Runner.CloseAsync(runId, Ends);
        Assert.Equal(new(false, 3, "status 500"), (await bench.Runs.LoadAsync(runId, Ends))!.Notice);
        Assert.Empty(await bench.Runner.ListOpenAsync(Ends));
    }

    private static RunBench With(int files, VerificationOptions? options = null)
    {
        var bench = new RunBench(options);
        for (var i = 0; i < files; i++)
        {
            bench.Corpus.Files[$"f{i}.json"] = TinyGolden.Json;
        }

        return bench;
    }
}
