using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>What writes leave that were never finished is removed, and nothing that a write may still need.</summary>
public sealed class AzureGarbageTests(AzureAccount account) : IAsyncLifetime
{
    private static readonly TurnIntent Intent = Intents.Of("k/1?%");

    private readonly string _name = AzureAccount.NewName();
    private AzureJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static DateTimeOffset Later => Heads.Of("a").CreatedAt.AddHours(2);

    public async ValueTask InitializeAsync() => _journal = await account.OpenAsync(_name, Ends);

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task CollectGarbageAsync_WhileAnAttemptIsOpen_LeavesItsBlobAndTakesItWhenTheAttemptHasEnded()
    {
        await LeaveBlobAsync();
        Assert.Equal((0, 1), (await CollectAsync(), await CountBlobsAsync()));

        await _journal.EndAsync("a", Intent, IntentFailure.Lost, Ends);
        Assert.Equal((1, 0), (await CollectAsync(), await CountBlobsAsync()));
        Assert.Equal(0, await CollectAsync());
    }

    [Fact]
    public async Task CollectGarbageAsync_WhenTheKeyWasTakenOver_TakesTheBlobOfTheFirstAttemptAlone()
    {
        await LeaveBlobAsync();
        var second = Intent with { AttemptId = "second", StartedAt = Intent.ExpiresAt };
        await _journal.BeginAsync("a", second, Ends);
        await _journal.AppendAsync("a", LargeTurns.WithExperts(500), second, Ends);
        Assert.Equal(2, await CountBlobsAsync());

        Assert.Equal((1, 1), (await CollectAsync(), await CountBlobsAsync()));
        Assert.Single((await _journal.LoadAsync("a", Ends))!.Trajectory.Turns);
    }

    [Fact]
    public async Task CollectGarbageAsync_WhenTheSessionIsGone_TakesItsBlob()
    {
        await account.Blobs(_name).UploadBlobAsync("gone/turn-00000000-0123", new BinaryData("x"), Ends);
        await account.Blobs(_name).UploadBlobAsync("somebody's/notes", new BinaryData("x"), Ends);

        Assert.Equal((1, 1), (await CollectAsync(), await CountBlobsAsync()));
    }

    [Fact]
    public async Task CollectGarbageAsync_WhenADeleteWasCutShort_FinishesIt()
    {
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        await _journal.StoreAsync("a", LargeTurns.WithExperts(500), Ends);
        await MarkDeletedAsync();
        Assert.Null(await _journal.LoadAsync("a", Ends));

        Assert.Equal((1, 0), (await CollectAsync(), await CountBlobsAsync()));
        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>(cancellationToken: Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task CollectGarbageAsync_OfAnIdWithoutASession_WaitsAnHourForItsSession()
    {
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        await account.Table(_name).DeleteEntityAsync("a", "head", ETag.All, Ends);

        Assert.Equal(0, await _journal.CollectGarbageAsync(Heads.Of("a").CreatedAt.AddMinutes(59), Ends));
        Assert.Equal(["a"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal(1, await CollectAsync());
        Assert.Empty(await _journal.ListAsync(null, Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task CollectGarbageAsync_BySeveralAtOnce_RemovesEachThingAndHarmsNothing()
    {
        await LeaveBlobAsync();
        await _journal.EndAsync("a", Intent, IntentFailure.Lost, Ends);
        await _journal.StoreAsync("a", LargeTurns.WithExperts(500), Ends, "whole");
        AzureJournal[] journals = [_journal, await account.OpenAsync(_name, Ends), await account.OpenAsync(_name, Ends)];

        await Task.WhenAll(journals.Select(journal => journal.CollectGarbageAsync(Later, Ends).AsTask()));

        Assert.Equal(1, await CountBlobsAsync());
        Assert.Single((await _journal.LoadAsync("a", Ends))!.Trajectory.Turns);
    }

    /// <summary>A session with an open intent and the blob of a turn that was not committed.</summary>
    private async Task LeaveBlobAsync()
    {
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        await _journal.BeginAsync("a", Intent, Ends);
        await _journal.AppendAsync("a", LargeTurns.WithExperts(500), Intent, Ends);
        var rows = account.Table(_name);

        // As if the transaction of the append had never come.
        var blob = await account.Blobs(_name).GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, Ends).SingleAsync(Ends);
        var bytes = await account.Blobs(_name).GetBlobClient(blob.Name).DownloadContentAsync(Ends);
        Assert.True(await _journal.DeleteAsync("a", null, Ends));
        await _journal.CreateAsync(Heads.Of("a"), Ends);
        await _journal.BeginAsync("a", Intent, Ends);
        await account.Blobs(_name).GetBlobClient(blob.Name).UploadAsync(bytes.Value.Content, new BlobUploadOptions { Metadata = blob.Metadata }, Ends);
        // The id, the head, the intent and its change.
        Assert.Equal(4, await rows.QueryAsync<TableEntity>(cancellationToken: Ends).CountAsync(Ends));
    }

    private async Task MarkDeletedAsync()
    {
        var row = (await account.Table(_name).GetEntityAsync<TableEntity>("a", "head", cancellationToken: Ends)).Value;
        var head = HeadEntity.Read(AzureRow.Of(row, RowSeals.Plain)) with { DeletedBy = "somebody" };
        await account.Table(_name).UpdateEntityAsync(RowSeals.Plain.Seal(head.ToRow()), ETag.All, TableUpdateMode.Replace, Ends);
    }

    private ValueTask<int> CollectAsync() => _journal.CollectGarbageAsync(Later, Ends);

    private async Task<int> CountBlobsAsync() => await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).CountAsync(Ends);
}
