namespace Tito.Tests.Integration.Chaos;

/// <summary>
/// Processes that are killed at random instants, and a store that goes away under them. Every turn that a client was told is stored once and as told, and
/// nothing else is.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public Task Servers_WhenKilledOverOneFile_KeepWhatTheyTold() => OverSqliteAsync(ChaosPlan.Short);

    [Fact]
    public Task Servers_WhenKilledOverOneStorageAccount_KeepWhatTheyTold() => OverAzuriteAsync(ChaosPlan.Short);

    [Fact(Explicit = true)]
    [Trait("Suite", "chaos")]
    public Task Servers_WhenKilledHundredsOfTimesOverOneFile_KeepWhatTheyTold() => OverSqliteAsync(ChaosPlan.Full);

    [Fact(Explicit = true)]
    [Trait("Suite", "chaos")]
    public Task Servers_WhenKilledHundredsOfTimesOverOneStorageAccount_KeepWhatTheyTold() => OverAzuriteAsync(ChaosPlan.Full);

    private async Task OverSqliteAsync(ChaosPlan plan)
    {
        await using var store = new SqliteStore();
        await new ChaosRun(plan, store, output.WriteLine).RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task OverAzuriteAsync(ChaosPlan plan)
    {
        await using var store = new AzuriteStore();
        await store.ConnectAsync(TestContext.Current.CancellationToken);
        await new ChaosRun(plan, store, output.WriteLine).RunAsync(TestContext.Current.CancellationToken);
    }
}
