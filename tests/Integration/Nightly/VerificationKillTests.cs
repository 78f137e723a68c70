using Tito.Core.Verification.Shards;

namespace Tito.Tests.Integration.Nightly;

/// <summary>A verification run outlives its servers: each shard is counted once, the run is closed once, a poisoned shard is set aside.</summary>
public sealed class VerificationKillTests(ITestOutputHelper output)
{
    [Fact]
    public Task Run_WhoseServerIsKilledThreeTimes_CountsEachShardOnce() => RunAsync(trajectories: 200, sessions: 50, kills: 3, seed: 1);

    [Fact(Explicit = true)]
    [Trait("Suite", "nightly")]
    public Task Run_OfAThousandTrajectoriesWhoseServerIsKilledTwentyTimes_CountsEachShardOnce() =>
        RunAsync(trajectories: 1_000, sessions: 500, kills: 20, seed: 20);

    private async Task RunAsync(int trajectories, int sessions, int kills, int seed)
    {
        using var night = new KilledNight(seed);
        night.WriteCorpus(trajectories);
        await night.StoreSessionsAsync(sessions);

        var (run, struck) = await night.RunAsync(kills);

        output.WriteLine(
            $"{struck} kills while the run was open; {run.Summary!.ShardCount} shards: {run.Summary.Green} green, {run.Summary.Red} red, "
            + $"{run.Summary.SetAside} set aside; {run.Summary.Checked} looked at in {run.Summary.ClosedAt - run.Run.StartedAt}");
        Assert.Equal(kills, struck);
        Assert.Equal([run.Run.Id], await night.RunsAsync());
        const int ShardItems = 25;
        var (files, stored) = ((trajectories + ShardItems) / ShardItems, sessions / ShardItems);
        Assert.Equal((files + stored, files + stored - 1, 1, 0), (run.Summary.ShardCount, run.Summary.Green, run.Summary.SetAside, run.Summary.Red));
        Assert.Equal("red", run.Summary.Verdict);

        var rows = await night.RowsAsync(run.Run.Id);
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.Equal(files + stored, rows.Count(name => name.StartsWith("result-", StringComparison.Ordinal)));
        Assert.Single(rows, "closed");
        var covered = run.Shards!.Value.SelectMany(shard => shard.Shard.Items).ToList();
        Assert.Equal((trajectories + 1 + sessions, covered.Count), (covered.Count, covered.Distinct().Count()));

        var poisoned = run.Shards.Value.Single(shard => shard.Result!.Outcome == ShardOutcome.SetAside);
        Assert.Contains(KilledNight.Poison, poisoned.Shard.Items);
        Assert.Contains($"{KilledNight.Poison} has 536870913 bytes", poisoned.Result!.Reason, StringComparison.Ordinal);
        Assert.Equal(covered.Count - poisoned.Shard.Items.Length, run.Summary.Checked);
    }
}
