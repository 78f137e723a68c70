using Tito.Core.Verification.Shards;
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

    private static RunBench WithPrompts(HeldEngine engine)
    {
        var bench = new RunBench(null, null, engine);
        bench.Corpus.Files["p.prompts.json"] = PlanTests.Prompts("tiny", "x");
        return bench;
    }
}
