using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>A changed bit in whatever row or blob is found when it is read, and named.</summary>
public sealed class AzureTamperTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private AzureJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private TableClient Table => account.Table(_name);

    public async ValueTask InitializeAsync()
    {
        _journal = await account.OpenAsync(_name, Ends);
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync("a", LargeTurns.WithExperts(500), Ends));
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task ReadRowsAsync_WhenABitOfAnyColumnIsFlipped_NamesTheRow()
    {
        var flipped = 0;
        await foreach (var row in Table.QueryAsync<TableEntity>("PartitionKey eq 'a'", cancellationToken: Ends))
        {
            foreach (var column in row.Keys.Where(name => name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")).ToList())
            {
                await Table.UpdateEntityAsync(new TableEntity(row) { [column] = Flip(row[column]) }, ETag.All, TableUpdateMode.Replace, Ends);
                await AssertCorruptAsync(row.RowKey);
                flipped++;
            }

            await Table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Ends);
        }

        // Head, two changes, an intent and a turn: were one of them not read, its columns would have gone unnoticed above.
        Assert.InRange(flipped, 55, 85);
        Assert.NotNull(await _journal.ReadRowsAsync("a", Ends));
    }

    [Fact]
    public async Task ReadRowsAsync_WhenABlobIsChangedOrGone_NamesTheTurn()
    {
        var blob = account.Blobs(_name).GetBlobClient((await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).SingleAsync(Ends)).Name);
        var bytes = (await blob.DownloadContentAsync(Ends)).Value.Content.ToArray();
        bytes[^1] ^= 1;
        await blob.UploadAsync(new BinaryData(bytes), overwrite: true, Ends);
        await AssertCorruptAsync("turn-00000000");

        await blob.DeleteAsync(cancellationToken: Ends);
        await AssertCorruptAsync("turn-00000000");
    }

    [Theory]
    [InlineData("turn-00000000", "head")]
    [InlineData("change-0000000001", "change-0000000002")]
    [InlineData("change-0000000002", "head")]
    public async Task LoadAsync_WhenARowIsMissing_NamesTheRowThatShowsIt(string missing, string shown)
    {
        await Table.DeleteEntityAsync("a", missing, cancellationToken: Ends);

        Assert.Equal(shown, (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.LoadAsync("a", Ends))).Row);
    }

    /// <summary>Nothing else needs the row until the key is asked for again; then it would be free.</summary>
    [Fact]
    public async Task ReadRowsAsync_WhenAnIntentsRowIsMissing_NamesIt()
    {
        var row = await Table.QueryAsync<TableEntity>("PartitionKey eq 'a' and RowKey ge 'intent-' and RowKey lt 'intent.'", cancellationToken: Ends).SingleAsync(Ends);
        await Table.DeleteEntityAsync("a", row.RowKey, cancellationToken: Ends);

        Assert.Equal(row.RowKey, (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.ReadRowsAsync("a", Ends))).Row);
    }

    /// <summary>An id in another one's partition is found where it does not belong.</summary>
    [Fact]
    public async Task ListAsync_OfAnIdInAnotherPartition_IsCorrupt()
    {
        await Table.AddEntityAsync(new TableEntity("index-b", "0") { ["added_at"] = "2026-01-01" }, Ends);

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal(("0", "index"), (corrupt.SessionId, corrupt.Row));
    }

    [Fact]
    public async Task LoadAsync_WhenARowIsAnotherOnesCopy_NamesTheRow()
    {
        var first = (await Table.GetEntityAsync<TableEntity>("a", "change-0000000001", cancellationToken: Ends)).Value;
        await Table.UpdateEntityAsync(new TableEntity(first) { RowKey = "change-0000000002" }, ETag.All, TableUpdateMode.Replace, Ends);

        Assert.Equal("change-0000000002", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.LoadAsync("a", Ends))).Row);
    }

    [Fact]
    public async Task BeginAsync_WhenARowIsInTheWay_RefusesWithItsName()
    {
        await Table.AddEntityAsync(new TableEntity("a", "change-0000000003"), Ends);

        Assert.Equal(
            "change-0000000003",
            (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.BeginAsync("a", Intents.Of("k"), Ends))).Row);
    }

    [Fact]
    public async Task DeleteAsync_WhenTheHeadIsDamaged_RemovesTheSessionAllTheSame()
    {
        await Table.UpdateEntityAsync(new TableEntity("a", "head") { ["family"] = "other" }, ETag.All, TableUpdateMode.Merge, Ends);

        Assert.True(await _journal.DeleteAsync("a", null, Ends));
        Assert.Null(await _journal.LoadAsync("a", Ends));
        Assert.True(await _journal.CreateAsync(Heads.Of("a"), Ends));
    }

    private static object Flip(object value) => value switch
    {
        byte[] bytes => (byte[])[.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        string text => text[..^1] + (char)(text[^1] ^ 1),
        bool flag => !flag,
        int number => number ^ 1,
        long number => number ^ 1,
        _ => throw new InvalidOperationException($"{value.GetType()} is no type that a journal writes."),
    };

    private async Task AssertCorruptAsync(string row) =>
        Assert.Equal(row, (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _journal.ReadRowsAsync("a", Ends))).Row);
}
