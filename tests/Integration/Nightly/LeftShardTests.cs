using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>A run of which a shard asks an engine that this server has not: another server over the store may have it.</summary>
public sealed class LeftShardTests
{
    private const string Left = "20261129T020000000Z-left";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_ThatLacksTheEngineOfAShard_WaitsForOthersAndClosesTheRunInTheEnd()
    {
        using var data = new TempFolder();
        var clock = new FakeTimeProvider(new(2026, 11, 29, 2, 10, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), data, clock, TestServer.Options with { SweepInterval = TimeSpan.Zero }, Ends);
        var (runner, runs) = (server.Services.GetRequiredService<VerificationRunner>(), server.Services.GetRequiredService<VerificationRuns>());
        await StoreAsync(server.Services.GetRequiredService<IVerificationStore>());
        await runner.ResumeAsync(Left, Ends);

        // Meanwhile other runs have their turn.
        var other = await runner.StartAsync(new(VerificationTrigger.Demand, "other", null), Ends);
        while (await runs.StateAsync(other, Ends) is not { Summary: not null })
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }

        Assert.Null(await runs.FindResultAsync(Left, 0, Ends));
        while (await runs.StateAsync(Left, Ends) is not { Summary: not null })
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
        }

        Assert.True(clock.GetUtcNow() >= new DateTimeOffset(2026, 11, 29, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal(ShardOutcome.NotServed, (await runs.FindResultAsync(Left, 0, Ends))!.Outcome);
    }

    private static async Task StoreAsync(IVerificationStore store)
    {
        await store.AddAsync(
            Left,
            "run",
            """{"run_id":"20261129T020000000Z-left","trigger":"nightly","key":null,"started_at":"2026-11-29T02:00:00+00:00","baseline":null,"changes":[],"fingerprints":{}}"""u8.ToArray(),
            Ends);
        await store.AddAsync(
            Left, "shard-000000", """{"index":0,"kind":"greedy","engine":"http://elsewhere:1","items":["p.prompts.json#a"]}"""u8.ToArray(), Ends);
        await store.AddAsync(Left, "planned", "1"u8.ToArray(), Ends);
    }
}
