using Tito.Core.Verification.Shards;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>Several processes over one store work one run off: none spoils what another is about to find out.</summary>
public sealed class SharedRunTests
{
    private static readonly TimeSpan Longest = new VerificationOptions().LongestShard;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>What the process with the engine finds is red; the other one, which is faster, knows nothing of that engine.</summary>
    [Fact]
    public async Task Shard_OfAnEngineThatAnotherProcessHas_IsLeftToIt()
    {
        var bench = WithPrompts(new HeldEngine { Ids = [2152], Logprobs = [-1f] });
        var beside = bench.Beside();
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        Assert.False(await beside.VerifySharedShardAsync(runId, 0, Ends));
        await Assert.ThrowsAsync<InvalidOperationException>(() => beside.CloseAsync(runId, Ends));
        Assert.True(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));
        Assert.True(await beside.VerifySharedShardAsync(runId, 0, Ends));

        Assert.Equal([(0, ShardOutcome.Red)], bench.Recorded);
    }

    /// <summary>A process that is alive begins something now and then; without a sign of one the engine is not configured any more.</summary>
    [Fact]
    public async Task Shard_OfAnEngineThatNobodyHas_IsNotServedOnceNothingWasBegunForLong()
    {
        var bench = WithPrompts(new HeldEngine { Ids = [562], Logprobs = [-1f] });
        var beside = bench.Beside();
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        bench.Clock.Now += Longest - TimeSpan.FromTicks(1);
        Assert.False(await beside.VerifySharedShardAsync(runId, 0, Ends));
        await bench.Runner.VerifySharedShardAsync(runId, 1, Ends);
        bench.Clock.Now += Longest - TimeSpan.FromTicks(1);
        Assert.False(await beside.VerifySharedShardAsync(runId, 0, Ends));
        bench.Clock.Now += TimeSpan.FromTicks(1);
        Assert.True(await beside.VerifySharedShardAsync(runId, 0, Ends));

        var result = (await bench.Runs.FindResultAsync(runId, 0, Ends))!;
        Assert.Equal((ShardOutcome.NotServed, "The engine e is not configured any more."), (result.Outcome, result.Reason));
        await bench.Runner.SetAsideAsync(runId, 0, "It came too late.", Ends);
        Assert.Equal([(0, ShardOutcome.NotServed, ShardOutcome.SetAside)], bench.Contradicted);
    }

    /// <summary>A server that starts finds the open night of one with other files: that one has them, and what it finds counts.</summary>
    [Theory]
    [InlineData("f.json")]
    [InlineData("p.prompts.json")]
    public async Task Shard_OfAFileThatAnotherProcessHas_IsLeftToIt(string file)
    {
        var engine = new HeldEngine { Ids = [562], Logprobs = [-0.5f] };
        var bench = new RunBench(null, null, engine);
        bench.Corpus.Files["0.json"] = TinyGolden.Json;
        bench.Corpus.Files[file] = file == "f.json" ? TinyGolden.Json : PlanTests.Prompts("tiny", "x");
        var beside = bench.Beside(Only("0.json"), engine);
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        var index = file == "f.json" ? 0 : 1;

        Assert.False(await beside.VerifySharedShardAsync(runId, index, Ends));
        Assert.True(await bench.Runner.VerifySharedShardAsync(runId, index, Ends));
        Assert.True(await beside.VerifySharedShardAsync(runId, index, Ends));

        Assert.Equal([(index, ShardOutcome.Green)], bench.Recorded);
        Assert.Empty(bench.Contradicted);
    }

    /// <summary>A file that was removed is told: nobody has it, and nobody begins anything any more.</summary>
    [Fact]
    public async Task Shard_OfAFileThatNobodyHas_IsRedOnceNothingWasBegunForLong()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        bench.Corpus.Files.Clear();

        bench.Clock.Now += Longest - TimeSpan.FromTicks(1);
        Assert.False(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));
        bench.Clock.Now += TimeSpan.FromTicks(1);
        Assert.True(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));

        var result = (await bench.Runs.FindResultAsync(runId, 0, Ends))!;
        Assert.Equal(ShardOutcome.Red, result.Outcome);
        Assert.Equal("The file was there when the run was planned, and is gone.", Assert.Single(result.Failures).Detail);
    }

    /// <summary>All processes over a store have its sessions, whatever files they look at.</summary>
    [Fact]
    public async Task Shard_OfSessions_IsVerifiedByAProcessWithOtherFiles()
    {
        var bench = new RunBench();
        Assert.True(await bench.Journal.CreateAsync(Heads.Of("a"), Ends));
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        Assert.True(await bench.Beside(Only("0.json")).VerifySharedShardAsync(runId, 0, Ends));

        Assert.Equal([0], bench.Recorded.Select(shard => shard.Index));
    }

    /// <summary>Under an orchestration nobody else is to be waited for.</summary>
    [Fact]
    public async Task Shard_ThatOneCallerAloneSeesTo_IsNotLeft()
    {
        var bench = WithPrompts(new HeldEngine());
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);

        await bench.Beside().VerifyShardAsync(runId, 0, Ends);

        Assert.Equal([(0, ShardOutcome.NotServed)], bench.Recorded);
    }

    /// <summary>Ten processes are verifying it, and none has ended: the eleventh is no reason to set it aside.</summary>
    [Fact]
    public async Task Shard_ThatManyProcessesAreAt_IsLeftToThem()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        for (var process = 0; process < bench.Options.MaxBegins; process++)
        {
            await bench.Runs.CountBeginAsync(runId, 0, process, bench.Clock.Now, Ends);
        }

        Assert.False(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));
        bench.Clock.Now += Longest - TimeSpan.FromTicks(1);
        Assert.False(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));
        Assert.Empty(bench.Recorded);

        bench.Clock.Now += TimeSpan.FromTicks(1);
        Assert.True(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));
        Assert.Equal("It was begun 10 times, and ended no time.", (await bench.Runs.FindResultAsync(runId, 0, Ends))!.Reason);
    }

    /// <summary>A server alone that was killed goes on at once, and ends a poisoned shard; rows of earlier builds say no time.</summary>
    [Theory]
    [InlineData(9, true, ShardOutcome.Green)]
    [InlineData(10, false, ShardOutcome.SetAside)]
    public async Task Shard_ThatEndedItsProcessBefore_IsVerifiedUntilItDidTooOften(int kills, bool saysWhen, ShardOutcome outcome)
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json;
        var runId = await bench.Runner.StartAsync(bench.Request(), Ends);
        for (var kill = 0; kill < kills; kill++)
        {
            await bench.Store.AddAsync(
                runId, $"begun-000000-{kill + 1:D6}", saysWhen ? "{\"at\":\"2026-11-25T09:00:00+00:00\"}"u8.ToArray() : "{}"u8.ToArray(), Ends);
        }

        Assert.True(await bench.Runner.VerifySharedShardAsync(runId, 0, Ends));

        Assert.Equal([(0, outcome)], bench.Recorded);
    }

    private static HeldCorpus Only(string file) => new() { Files = { [file] = TinyGolden.Json } };

    private static RunBench WithPrompts(HeldEngine engine)
    {
        var bench = new RunBench(null, null, engine);
        bench.Corpus.Files["p.prompts.json"] = PlanTests.Prompts("tiny", "x");
        return bench;
    }
}
