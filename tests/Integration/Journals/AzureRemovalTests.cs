using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Tito.Core.Journals;
using Tito.Storage.Azure;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>Whoever removes a session takes all of it, and nothing of the id's next session, wherever he slept.</summary>
public sealed class AzureRemovalTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private readonly HeldRequest _request = new();
    private readonly HeldRequest _opening = new();
    private AzureJournal _journal = null!;
    private AzureJournal _sleeper = null!;
    private AzureJournal _opener = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _journal = await account.OpenAsync(_name, Ends);
        _sleeper = await OpenAsync(_request);
        _opener = await OpenAsync(_opening);
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task DeleteAsync_ThatSleepsBeforeAnyOfItsRequests_LeavesTheNextSessionOfTheIdWhole()
    {
        var number = 1; // Before the first one, which reads the head, nothing is known of the former session.
        while (await TryAsync(number))
        {
            number++;
        }

        Assert.InRange(number, 7, 30);

        // One session and one blob each, and nothing for the sweep.
        Assert.Equal(0, await _journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Ends));
        Assert.Equal(number - 1, await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).CountAsync(Ends));

        async Task<bool> TryAsync(int before)
        {
            var id = $"s{before}";
            await OpenAsync(id);
            await MarkDeletedAsync(id);
            var held = _request.Hold(before);
            var removing = _sleeper.DeleteAsync(id, null, Ends).AsTask();
            if (await Task.WhenAny(removing, held) == removing)
            {
                return false;
            }

            await OpenAsync(id);
            _request.Go();

            // The mark was somebody else's.
            Assert.False(await removing);
            Assert.Single((await _journal.LoadAsync(id, Ends))!.Trajectory.Turns);
            Assert.Contains(id, await _journal.ListAsync(null, Ends).ToListAsync(Ends));
            Assert.Contains(new(id, "waits"), await _journal.ListParkedAsync(Ends).ToListAsync(Ends));
            return true;
        }
    }

    /// <summary>Nobody is left to put back what it took too much.</summary>
    [Fact]
    public async Task DeleteAsync_ThatEndsBehindAnyOfItsRequests_LeavesTheNextSessionOfTheIdListed()
    {
        var number = 1;
        while (await TryAsync(number))
        {
            number++;
        }

        Assert.InRange(number, 7, 30);

        async Task<bool> TryAsync(int before)
        {
            var id = $"s{before}";
            await OpenAsync(id);
            await MarkDeletedAsync(id);
            var held = _request.Hold(before);
            var removing = _sleeper.DeleteAsync(id, null, Ends).AsTask();
            if (await Task.WhenAny(removing, held) == removing)
            {
                return false;
            }

            await OpenAsync(id);
            _request.GoAsLast();

            Assert.True(await Record.ExceptionAsync(async () => await removing) is null or OperationCanceledException);
            Assert.Single((await _journal.LoadAsync(id, Ends))!.Trajectory.Turns);
            Assert.Contains(id, await _journal.ListAsync(null, Ends).ToListAsync(Ends));
            return true;
        }
    }

    /// <summary>However the requests of the two come between each other's; and the sweep ends before it can put anything back.</summary>
    [Fact]
    public async Task CollectGarbageAsync_OfAnIdThatIsOpenedMeanwhile_LeavesTheSessionListed()
    {
        var (opening, sweeping, most) = (0, 0, 0);
        while (await TryAsync(opening, sweeping) is { } isBoth)
        {
            (opening, sweeping, most) = isBoth ? (opening, sweeping + 1, Math.Max(most, sweeping + 1)) : (opening + 1, 0, most);
        }

        Assert.InRange(opening, 3, 10);
        Assert.InRange(most, 3, 10);

        // Whether the sweep had a request of that number; null where the opening had none.
        async Task<bool?> TryAsync(int opens, int sweeps)
        {
            await LeaveIdAsync("a");
            var opener = _opening.Hold(opens);
            var creating = _opener.CreateAsync(Heads.Of("a"), Ends).AsTask();
            if (await Task.WhenAny(creating, opener) == creating)
            {
                return null;
            }

            var sweeper = _request.Hold(sweeps);
            var collecting = _sleeper.CollectGarbageAsync(DateTimeOffset.MaxValue, Ends).AsTask();
            var isHeld = await Task.WhenAny(collecting, sweeper) == sweeper;
            _opening.Go();
            Assert.True(await creating);
            if (isHeld)
            {
                _request.GoAsLast();
                Assert.True(await Record.ExceptionAsync(async () => await collecting) is null or OperationCanceledException);
            }

            Assert.Equal(["a"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
            Assert.True(await _journal.DeleteAsync("a", null, Ends));
            return isHeld;
        }
    }

    [Fact]
    public async Task CreateAsync_ThatSleepsBeforeAnyOfItsRequests_OpensASessionThatIsListed()
    {
        var number = 0;
        while (await TryAsync(number))
        {
            number++;
        }

        Assert.InRange(number, 7, 30);

        async Task<bool> TryAsync(int before)
        {
            var id = $"s{before}";
            await OpenAsync(id);
            await MarkDeletedAsync(id);
            var held = _request.Hold(before);
            var opening = _sleeper.CreateAsync(Heads.Of(id), Ends).AsTask();
            if (await Task.WhenAny(opening, held) == opening)
            {
                return false;
            }

            // Where the new session is there already, it is that one which goes.
            var isNext = await _journal.DeleteAsync(id, null, Ends);
            _request.Go();

            Assert.True(await opening);
            Assert.Equal(isNext, await _journal.LoadAsync(id, Ends) is null);
            Assert.True(isNext || (await _journal.ListAsync(null, Ends).ToListAsync(Ends)).Contains(id));
            return true;
        }
    }

    [Fact]
    public async Task CreateAsync_OverASessionThatIsHalfDeleted_OpensOneThatIsListed()
    {
        await OpenAsync("a");
        await MarkDeletedAsync("a");

        Assert.True(await _journal.CreateAsync(Heads.Of("a"), Ends));
        Assert.Equal(["a"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
    }

    /// <summary>A transaction has a hundred rows at the most: here are the ones of 120 changes.</summary>
    [Fact]
    public async Task DeleteAsync_OfALongSessionInWhichATurnWaits_LeavesNoRowNoBlobAndNoName()
    {
        await OpenAsync("a");
        await OpenAsync("a.");
        for (var number = 0; number < 60; number++)
        {
            await _journal.BeginAsync("a", Intents.Of($"k{number}"), Ends);
        }

        Assert.True(await _journal.DeleteAsync("a", null, Ends));

        Assert.True(await _journal.DeleteAsync("a.", null, Ends));
        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>(cancellationToken: Ends).ToListAsync(Ends));
        Assert.Empty(await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).ToListAsync(Ends));
    }

    /// <summary>A session with a turn that has a blob, and one that waits.</summary>
    private async Task OpenAsync(string id)
    {
        Assert.True(await _journal.CreateAsync(Heads.Of(id), Ends));
        Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(id, LargeTurns.WithExperts(500), Ends));
        Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync(id, Parked.Of("waits"), "attempt", Ends));
    }

    private async Task MarkDeletedAsync(string id)
    {
        var row = (await account.Table(_name).GetEntityAsync<TableEntity>(id, "head", cancellationToken: Ends)).Value;
        var head = HeadEntity.Read(AzureRow.Of(row, RowSeals.Plain)) with { DeletedBy = "somebody" };
        await account.Table(_name).UpdateEntityAsync(RowSeals.Plain.Seal(head.ToRow()), ETag.All, TableUpdateMode.Replace, Ends);
    }

    /// <summary>An id whose session was never stored.</summary>
    private async Task LeaveIdAsync(string id)
    {
        Assert.True(await _journal.CreateAsync(Heads.Of(id), Ends));
        await account.Table(_name).DeleteEntityAsync(id, "head", ETag.All, Ends);
    }

    /// <summary>The journal of a process whose requests are held.</summary>
    private Task<AzureJournal> OpenAsync(HeldRequest request)
    {
        var store = new AzureStore(new(account.Connection, _name, Holding(new TableClientOptions(), request)), new(account.Connection, _name, Holding(new BlobClientOptions(), request)));
        return AzureJournal.OpenAsync(store, RowSeals.Plain, new(), Ends);
    }

    private static T Holding<T>(T options, HeldRequest request)
        where T : ClientOptions
    {
        options.AddPolicy(request, HttpPipelinePosition.PerCall);
        return options;
    }
}
