using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>Whatever gets lost on the way, the outcome that is told is what is stored.</summary>
public sealed class AzureLostAnswerTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private LossyProxy _proxy = null!;
    private AzureJournal _journal = null!;
    private AzureJournal _direct = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static Turn First => Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await LossyProxy.StartAsync(account.Connection, Ends);
        _journal = await AzureJournal.OpenAsync(_proxy.Connection, _name, Ends);
        _direct = await account.OpenAsync(_name, Ends);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await account.DeleteAsync(_name);
    }

    [Theory]
    [InlineData(Loss.Request)]
    [InlineData(Loss.Refused)]
    [InlineData(Loss.Answer)]
    internal async Task EveryWrite_WhenTheSdkAsksAgain_IsStoredOnceAndToldAsStored(Loss loss)
    {
        var intent = Intents.Of("k");
        // The id for the list of sessions, then the session, and its id again.
        _proxy.Lose(loss, Loss.None, loss);
        Assert.True(await _journal.CreateAsync(Heads.Of("a"), Ends));
        Assert.Equal(5, _proxy.Writes);

        _proxy.Lose(loss);
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync("a", intent, Ends));
        Assert.Equal(2, _proxy.Writes);

        _proxy.Lose(loss);
        Assert.IsType<AppendOutcome.Appended>(await _journal.AppendAsync("a", First, intent, Ends));
        Assert.Equal(2, _proxy.Writes);

        var stored = (await _direct.LoadAsync("a", Ends))!;
        Assert.Equal((1, 2L, First.Digest), (stored.Head.TurnCount, stored.Head.Version, stored.Head.Tip));
        Assert.Equal([intent with { End = new IntentEnd.Committed(0) }], stored.Intents);

        _proxy.Lose(loss);
        Assert.True(await _journal.DeleteAsync("a", null, Ends));
        Assert.Null(await _direct.LoadAsync("a", Ends));
    }

    [Fact]
    public async Task AppendAsync_WhenEveryAnswerIsLost_FindsItsTurn()
    {
        await _direct.CreateAsync(Heads.Of("a"), Ends);
        await _direct.BeginAsync("a", Intents.Of("k"), Ends);
        _proxy.Lose(Loss.Answer, Loss.Answer, Loss.Answer, Loss.Answer);

        Assert.IsType<AppendOutcome.Appended>(await _journal.AppendAsync("a", First, Intents.Of("k"), Ends));
        Assert.Equal(1, (await _direct.LoadAsync("a", Ends))!.Head.TurnCount);
    }

    [Fact]
    public async Task AppendAsync_WhenNoRequestArrives_ThrowsAndStoresNothing()
    {
        await _direct.CreateAsync(Heads.Of("a"), Ends);
        await _direct.BeginAsync("a", Intents.Of("k"), Ends);
        _proxy.Lose(Loss.Request, Loss.Request, Loss.Request);

        await Assert.ThrowsAsync<AggregateException>(async () => await _journal.AppendAsync("a", First, Intents.Of("k"), Ends));
        Assert.Equal(3, _proxy.Writes);
        Assert.Equal(0, (await _direct.LoadAsync("a", Ends))!.Head.TurnCount);
        Assert.IsType<AppendOutcome.Appended>(await _journal.AppendAsync("a", First, Intents.Of("k"), Ends));
    }

    /// <summary>The name of what waits, then the blob, then the transaction.</summary>
    [Theory]
    [InlineData(Loss.Request)]
    [InlineData(Loss.Refused)]
    [InlineData(Loss.Answer)]
    internal async Task ParkAsync_WhenTheUploadOfALongBodyIsAskedForAgain_ParksIt(Loss loss)
    {
        await _direct.CreateAsync(Heads.Of("a"), Ends);
        var turn = Parked.Of("k", new byte[1024 * 1024]);
        _proxy.Lose(Loss.None, loss);

        Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync("a", turn, "attempt", Ends));
        Assert.Equal(4, _proxy.Writes);
        Assert.Equal(turn.Body.ToArray(), (await _direct.FindParkedAsync("a", "k", Ends))!.Body.ToArray());
    }

    [Fact]
    public async Task DeleteAsync_WhenItStopsHalfway_LeavesNoSessionAndAnIdThatCanBeUsedAgain()
    {
        await _direct.CreateAsync(Heads.Of("a"), Ends);
        await _direct.StoreAsync("a", First, Ends);

        // The head is marked, and then no row can be removed.
        _proxy.Lose(Loss.None, Loss.Request, Loss.Request, Loss.Request, Loss.Request);
        await Assert.ThrowsAsync<AggregateException>(async () => await _journal.DeleteAsync("a", null, Ends));

        Assert.Null(await _direct.LoadAsync("a", Ends));
        Assert.IsType<BeginOutcome.Gone>(await _direct.BeginAsync("a", Intents.Of("k"), Ends));
        Assert.True(await _direct.CreateAsync(Heads.Of("a"), Ends));
        Assert.Equal(["a"], await _direct.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal(0L, (await _direct.LoadAsync("a", Ends))!.Head.Version);
        Assert.IsType<AppendOutcome.Appended>(await _direct.StoreAsync("a", First, Ends));
    }
}
