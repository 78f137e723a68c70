using Azure.Data.Tables;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>Rows of version 1 are read as they are, and become version 2 with the session's next change.</summary>
public sealed class AzureUpgradeTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private AzureJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _journal = await account.OpenAsync(_name, Ends);
        await StoredRows.AddAsync(account.Table(_name), VersionOne.Read("rows.json", VersionOne.RowsSha256), Ends);
        await account.Blobs(_name).UploadBlobAsync("c/turn-00000000-8b2080a973f347a28c302bffebd783ae", new BinaryData(VersionOne.Ramp), Ends);
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task LoadAsync_OfRowsOfVersionOne_ReadsEveryFieldThatTheyHeld() => await VersionOne.AssertReadAsync(_journal, Ends);

    [Fact]
    public async Task AppendAsync_ToASessionOfVersionOne_GoesOnAndListsItFromThenOn()
    {
        Assert.Empty(await _journal.ListAsync(null, Ends).ToListAsync(Ends));

        await VersionOne.GoOnAsync(_journal, Ends);

        Assert.Equal(["a"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal(2, (await account.Table(_name).GetEntityAsync<TableEntity>("a", "head", cancellationToken: Ends)).Value.GetInt32("format"));
    }

    [Fact]
    public async Task CollectGarbageAsync_OfVersionOne_LeavesItsBlobs()
    {
        Assert.Equal(0, await _journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Ends));
        await VersionOne.AssertReadAsync(_journal, Ends);
    }
}
