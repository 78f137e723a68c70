using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Integration.Journals;

/// <summary>The seals of an Azure journal, with what lies in blobs.</summary>
public sealed class AzureSealTests(AzureAccount account) : SealContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();

    private protected override IRawRows Rows => new AzureRawRows(account.Table(_name));

    public async ValueTask InitializeAsync() => await account.OpenAsync(_name, Token);

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    /// <summary>The row has the digest of its blob and how its fields are cut from it, under its seal.</summary>
    [Fact]
    public async Task LoadAsync_OfABlobThatAForgerChangedWithItsDigest_IsCorrupt()
    {
        var journal = await OpenAsync(RowSeals.Keyed("k"));
        await journal.CreateAsync(Heads.Of("a"), Token);
        Assert.IsType<AppendOutcome.Appended>(await journal.StoreAsync("a", LargeTurns.WithExperts(500), Token));
        var row = (await Rows.ReadAsync("a", Token)).Single(one => one.Columns.ContainsKey("blob"));
        var blob = account.Blobs(_name).GetBlobClient((string)row.Columns["blob"]!);
        var bytes = (await blob.DownloadContentAsync(Token)).Value.Content.ToArray();
        bytes[^1] ^= 1;
        await blob.UploadAsync(new BinaryData(bytes), overwrite: true, Token);
        var forged = row.With("blob_sha256", System.Security.Cryptography.SHA256.HashData(bytes));

        foreach (var way in Enumerable.Range(0, Forger.Ways.Count))
        {
            await Rows.WriteAsync(Forger.Forge(forged, way, row), Token);
            Assert.Equal("turn-00000000", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.LoadAsync("a", Token))).Row);
        }

        await Rows.WriteAsync(row, Token);
        Assert.Contains("its blob", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.LoadAsync("a", Token))).Message, StringComparison.Ordinal);
    }

    private protected override async Task<IJournal> OpenAsync(RowSeals seals) => await account.OpenAsync(_name, seals, Token);
}
