using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>
/// A fault at each request that a write makes, one after the other, once and for good: what is told is what is stored, nothing is stored in
/// part, and asking again ends well.
/// </summary>
public sealed class AzureFaultTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private LossyProxy _proxy = null!;
    private AzureJournal? _journal;
    private AzureJournal _direct = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            foreach (var loss in Enum.GetNames<Loss>().Where(name => name != nameof(Loss.None)))
            {
                faults.Add(loss, "begin");
                faults.Add(loss, "append");
                faults.Add(loss, "append with a blob");
                faults.Add(loss, "end");
                faults.Add(loss, "move");
                faults.Add(loss, "close");
                faults.Add(loss, "park");
                faults.Add(loss, "park with a blob");
                faults.Add(loss, "fail what is parked");
                faults.Add(loss, "finish what is parked");
            }

            return faults;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _proxy = await LossyProxy.StartAsync(account.Connection, Ends);
        _direct = await account.OpenAsync(_name, Ends);
        var store = new AzureStore(
            new(_proxy.Connection, _name, Quick(new TableClientOptions())), new(_proxy.Connection, _name, Quick(new BlobClientOptions())));
        while (_journal is null)
        {
            try
            {
                _journal = await AzureJournal.OpenAsync(store, RowSeals.Plain, new(), Ends);
            }
            catch (IOException late) when (late.InnerException is AggregateException)
            {
                // A slow machine may take longer than both tries of a request have.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await account.DeleteAsync(_name);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task EveryWrite_WhenAnyOfItsRequestsGoesWrong_TellsWhatIsStored(string fault, string write)
    {
        var loss = Enum.Parse<Loss>(fault);
        foreach (var isForEver in (bool[])[false, true])
        {
            var index = 0;
            while (await TryAsync(write, loss, isForEver, index))
            {
                index++;
            }

            // Each write reads before it commits: a fault at the first request alone would test little.
            Assert.InRange(index, 2, 20);
        }

        // Each session's blob, and no other once the sweep was there.
        await _direct.CollectGarbageAsync(DateTimeOffset.MaxValue, Ends);
        var named = await account.Table(_name).QueryAsync<TableEntity>(cancellationToken: Ends).Where(row => row.ContainsKey("blob")).Select(row => row.GetString("blob")).ToListAsync(Ends);
        Assert.Equal(named.Order(), (await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).Select(blob => blob.Name).ToListAsync(Ends)).Order());
        Assert.Equal(write is "append with a blob" or "park with a blob", named.Count > 0);

        // Each turn that waits has its name in the index, and no other has one.
        Assert.Equal(write is "park" or "park with a blob", await _direct.ListParkedAsync(Ends).AnyAsync(Ends));
        var names = await account.Table(_name).QueryAsync<TableEntity>("PartitionKey ge 'waiting-' and PartitionKey lt 'waiting.'", cancellationToken: Ends).CountAsync(Ends);
        Assert.Equal(await _direct.ListParkedAsync(Ends).CountAsync(Ends), names);
    }

    /// <summary>One write of a session of its own with a fault at one of its requests.</summary>
    /// <returns>Whether there was such a request.</returns>
    private async Task<bool> TryAsync(string write, Loss loss, bool isForEver, int index)
    {
        var id = $"{(isForEver ? "f" : "0")}{index}";
        var intent = Intents.Of("k");
        var turn = write == "append with a blob" ? LargeTurns.WithExperts(500) : Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;
        await _direct.CreateAsync(Heads.Of(id), Ends);
        var parked = write is "park with a blob" ? Parked.Of("k", new byte[1024 * 1024]) : Parked.Of("k");
        if (write is "fail what is parked" or "finish what is parked")
        {
            await _direct.ParkAsync(id, parked, "attempt", Ends);
            intent = intent with { RequestDigest = parked.RequestDigest };
        }

        if (write is not ("begin" or "park" or "park with a blob" or "fail what is parked"))
        {
            await _direct.BeginAsync(id, intent, Ends);
        }

        if (write is "move" or "close" or "finish what is parked")
        {
            await _direct.AppendAsync(id, turn, intent, Ends);
        }

        var before = (await _direct.FindHeadAsync(id, Ends))!;
        using var patience = new CancellationTokenSource();
        _proxy.LoseFrom(index, loss, isForEver, patience.Cancel);
        var told = await TellAsync(_journal!, write, id, turn, intent, parked, patience.Token);
        var wasReached = _proxy.Requests > index;
        _proxy.LoseFrom(0, Loss.None, false, () => { });

        // One change, or none.
        var stored = (await _direct.LoadAsync(id, Ends))!;
        Assert.Empty(RowVerifier.Verify((await _direct.ReadRowsAsync(id, Ends))!, HandMade.Genesis).Disagreements);
        Assert.InRange(stored.Head.Version, before.Version, before.Version + 1);
        if (told is { } wasDone)
        {
            Assert.Equal(wasDone, stored.Head.Version > before.Version);
        }

        // Whoever was told nothing asks again, and then it is done: once.
        _ = await TellAsync(_direct, write, id, turn, intent, parked, Ends);
        var after = (await _direct.LoadAsync(id, Ends))!;
        Assert.Equal(before.Version + 1, after.Head.Version);
        Assert.Equal(write is "begin" or "end" or "park" or "park with a blob" or "fail what is parked" ? 0 : 1, after.Head.TurnCount);
        return wasReached;
    }

    /// <summary>Whether the write says that it was done; null when it says nothing, but throws.</summary>
    private static async Task<bool?> TellAsync(AzureJournal journal, string write, string id, Turn turn, TurnIntent intent, ParkedTurn parked, CancellationToken cancellationToken)
    {
        try
        {
            switch (write)
            {
                case "begin":
                    return await journal.BeginAsync(id, intent, cancellationToken) is BeginOutcome.Begun;
                case "end":
                    await journal.EndAsync(id, intent, IntentFailure.EngineError, cancellationToken);
                    return true;
                case "move":
                    return await journal.MoveAsync(id, new(1, 0), null, cancellationToken) is MoveOutcome.Moved;
                case "close":
                    return await journal.CloseAsync(id, Intents.Start, cancellationToken) is not null;
                case "park" or "park with a blob":
                    return await journal.ParkAsync(id, parked, "attempt", cancellationToken) is ParkOutcome.Parked;
                case "fail what is parked":
                    await journal.FailParkedAsync(Heads.Of(id), parked, new("engine_error", "no"), Parked.At, cancellationToken);
                    return true;
                case "finish what is parked":
                    await journal.FinishParkedAsync(Heads.Of(id), parked, keepsBody: false, Parked.At, cancellationToken);
                    return true;
                default:
                    return await journal.AppendAsync(id, turn, new(0, null), intent, cancellationToken) is AppendOutcome.Appended or AppendOutcome.AlreadyAppended;
            }
        }
        catch (Exception unknown) when (unknown is global::Azure.RequestFailedException or AggregateException or OperationCanceledException or JournalCorruptException)
        {
            return null;
        }
    }

    // The SDK's own retries, but without their pauses: it asks twice, and waits 300 ms for an answer.
    private static T Quick<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(300);
        return options;
    }
}
