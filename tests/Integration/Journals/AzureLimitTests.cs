using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>The limits of the table service, and where a turn goes that is beyond them.</summary>
public sealed class AzureLimitTests(AzureAccount account) : LimitContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Theory]
    [InlineData(Row, 0)]
    [InlineData(Row + 1, 1)]
    public async Task AppendAsync_WhenTheFieldsDoNotFitInARow_PutsTheLongOnesIntoOneBlob(int byteCount, int blobs)
    {
        await StoreAndCompareAsync(LargeTurns.WithResponse(byteCount - Rest));

        Assert.Equal(blobs, await CountBlobsAsync());
        var row = (await account.Table(_name).GetEntityAsync<TableEntity>("a", "turn-00000000", cancellationToken: Token)).Value;
        Assert.Equal(blobs == 0, row.ContainsKey("response_10"));
    }

    [Fact]
    public async Task AppendAsync_WhenItIsRefused_LeavesNoBlob()
    {
        var journal = await OpenAsync(new());
        await journal.CreateAsync(Heads.Of("a"), Token);
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Token);

        Assert.Equal(new AppendOutcome.Stale(new(1, 0)), await journal.StoreAsync("a", LargeTurns.WithExperts(500), Token, "late"));
        Assert.Equal(0, await CountBlobsAsync());
    }

    [Fact]
    public async Task DeleteAsync_OfASessionWithABlob_LeavesNoRowAndNoBlobOfIt()
    {
        var journal = await OpenAsync(new());
        foreach (var id in (string[])["a", "b"])
        {
            await journal.CreateAsync(Heads.Of(id), Token);
            await journal.StoreAsync(id, LargeTurns.WithExperts(500), Token);
        }

        await journal.DeleteAsync("a", null, Token);

        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>("PartitionKey eq 'a'", cancellationToken: Token).ToListAsync(Token));
        Assert.Equal(1, await CountBlobsAsync());
    }

    protected override async Task<IJournal> OpenAsync(JournalLimits limits) =>
        await AzureJournal.OpenAsync(AzureStore.Connect(account.Connection, _name), RowSeals.Plain, limits, Token);

    protected override async Task AssertEmptyAsync() =>
        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token));

    private async Task<int> CountBlobsAsync() => await account.Blobs(_name).GetBlobsAsync(cancellationToken: Token).CountAsync(Token);
}
