namespace Tito.Tests.Integration.Outages;

/// <summary>A store that goes away in the middle of a turn, over real processes. The table of docs/outages.md is what the explicit test prints.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    /// <summary>Well below the 30 seconds for which a turn waits for its store.</summary>
    private static readonly TimeSpan RiddenOut = TimeSpan.FromSeconds(25);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WhenItsStoreIsAwayForASecond_IsRiddenOut()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It needs signals, and files that can be moved while they are open.");

        var rows = await RunAsync([("frozen", 1), ("down", 1), ("lock", 1), ("file", 1), ("disk", 1)]);

        // A slow machine may take longer to bring a store back than a turn waits; the run has checked what such a turn is told.
        Assert.All(rows, row => Assert.True((int)row.Answer.Status == 200 || row.Away >= RiddenOut, $"{row} It was away for {row.Away}."));
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "outages")]
    public async Task Turn_WhenItsStoreIsAwayForLong_IsRiddenOutOrRefusedByName()
    {
        var rows = await RunAsync(
        [
            ("frozen", 1), ("frozen", 20), ("frozen", 60), ("down", 1), ("down", 20), ("down", 60),
            ("disk", 20), ("disk", 60), ("lock", 20), ("lock", 60), ("file", 20), ("file", 60),
        ]);

        Assert.All(rows, row =>
        {
            Assert.Equal(row.Length.TotalSeconds < 30 ? 200 : 503, (int)row.Answer.Status);
            Assert.InRange(row.AnsweredAfter.TotalSeconds, 0, 40);
            Assert.InRange(row.KeyAfter.TotalSeconds, 0, 10);
        });
    }

    /// <summary>All at once: they wait for most of the time.</summary>
    private async Task<OutageRow[]> RunAsync((string Kind, int Seconds)[] outages)
    {
        var rows = await Task.WhenAll(outages.Where(one => one.Kind != "disk" || DiskOutage.IsPermitted).Select(async one =>
        {
            await using var outage = Make(one.Kind);
            return await new OutageRun(outage, TimeSpan.FromSeconds(one.Seconds), Ends).RunAsync();
        }));
        output.WriteLine(OutageRow.Head);
        foreach (var row in rows)
        {
            output.WriteLine(row.ToString());
        }

        return rows;
    }

    private static IOutage Make(string kind) => kind switch
    {
        "frozen" => new AzuriteOutage(isFrozen: true),
        "down" => new AzuriteOutage(isFrozen: false),
        "lock" => new LockOutage(),
        "file" => new FileOutage(),
        "disk" => new DiskOutage(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
