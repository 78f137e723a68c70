using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps of a session besides its turns and intents: where it stands, when it was used, whether it is closed.</summary>
public abstract class HeadContract : ParkedContract
{
    private static readonly DateTimeOffset Closing = Intents.Start.AddHours(3);

    [Fact]
    public async Task MoveAsync_ToATurn_MakesItTheActiveOneAndRemovesNone()
    {
        var known = await OpenWithTwoTurnsAsync();

        Assert.IsType<MoveOutcome.Moved>(await Journal.MoveAsync("a", new(2, 1), 0, Token));

        var moved = (await Journal.LoadAsync("a", Token))!;
        Assert.Equal((0, 2, known.Head.Version + 1), (moved.Trajectory.Active!.Sequence, moved.Trajectory.Turns.Count, moved.Head.Version));
        Assert.Equal(Two().Turns[0].Digest, moved.Trajectory.Digest);
        Assert.Equal(Two().Tip, moved.Trajectory.Tip);
        var refreshed = (await Journal.RefreshAsync(known, Token))!;
        Assert.Same(known.Trajectory.Turns[0], refreshed.Trajectory.Active);
        Assert.Equal(known.Intents, refreshed.Intents);
    }

    [Fact]
    public async Task MoveAsync_ToNone_LetsTheNextTurnBeARoot()
    {
        await OpenWithTwoTurnsAsync();
        Assert.IsType<MoveOutcome.Moved>(await Journal.MoveAsync("a", new(2, 1), null, Token));
        Assert.Null((await Journal.LoadAsync("a", Token))!.Trajectory.Active);

        var root = Two().Restore(null, HandMade.First).Active!;
        await Journal.BeginAsync("a", Intents.Of("root"), Token);
        Assert.IsType<AppendOutcome.Appended>(await Journal.AppendAsync("a", root, new(2, null), Intents.Of("root"), Token));
        Assert.Equal((2, 3), ((await Journal.LoadAsync("a", Token))!.Head.Active, (await Journal.LoadAsync("a", Token))!.Head.TurnCount));
    }

    [Fact]
    public async Task MoveAsync_ToWhereTheSessionStands_IsMovedAndChangesNothing()
    {
        var known = await OpenWithTwoTurnsAsync();

        Assert.IsType<MoveOutcome.Moved>(await Journal.MoveAsync("a", new(2, 1), 1, Token));
        Assert.Same(known, await Journal.RefreshAsync(known, Token));
    }

    [Fact]
    public async Task MoveAsync_WhenTheFenceMoved_IsStaleAndChangesNothing()
    {
        var known = await OpenWithTwoTurnsAsync();

        Assert.Equal(new MoveOutcome.Stale(new(2, 1)), await Journal.MoveAsync("a", new(1, 0), 0, Token));
        Assert.Equal(new MoveOutcome.Stale(new(2, 1)), await Journal.MoveAsync("a", new(2, 0), 0, Token));
        Assert.Same(known, await Journal.RefreshAsync(known, Token));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task MoveAsync_ToNoTurnOfTheSession_Throws(int turn)
    {
        await OpenWithTwoTurnsAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Journal.MoveAsync("a", new(2, 1), turn, Token));
    }

    [Fact]
    public async Task AppendAsync_WhenTheActiveTurnMoved_IsStaleAndStoresNothing()
    {
        var known = await OpenWithTwoTurnsAsync();
        var late = known.Trajectory.Restore(known.Trajectory.Active, HandMade.Second).Active!;
        await Journal.BeginAsync("a", Intents.Of("late"), Token);
        await Journal.MoveAsync("a", new(2, 1), 0, Token);

        Assert.Equal(new AppendOutcome.Stale(new(2, 0)), await Journal.AppendAsync("a", late, new(2, 1), Intents.Of("late"), Token));
        Assert.Equal((2, 0), ((await Journal.LoadAsync("a", Token))!.Head.TurnCount, (await Journal.LoadAsync("a", Token))!.Head.Active));
    }

    [Fact]
    public async Task CloseAsync_OfASession_RefusesTurnsAndMovesFromThenOn()
    {
        var known = await OpenWithTwoTurnsAsync();
        await Journal.BeginAsync("a", Intents.Of("under way"), Token);
        var next = known.Trajectory.Restore(known.Trajectory.Active, HandMade.Second).Active!;

        Assert.Equal(Closing, (await Journal.CloseAsync("a", Closing, Token))!.ClosedAt);

        Assert.IsType<AppendOutcome.Closed>(await Journal.AppendAsync("a", next, Intents.Of("under way"), Token));
        Assert.IsType<BeginOutcome.Closed>(await Journal.BeginAsync("a", Intents.Of("new"), Token));
        Assert.IsType<MoveOutcome.Closed>(await Journal.MoveAsync("a", new(2, 1), 0, Token));
        await Journal.EndAsync("a", Intents.Of("under way"), IntentFailure.SessionClosed, Token);
        var closed = (await Journal.RefreshAsync(known, Token))!;
        Assert.Equal((Closing, 2, 0), (closed.Head.ClosedAt, closed.Head.TurnCount, closed.Head.OpenIntents));
        Assert.Contains(Intents.Of("under way") with { End = new IntentEnd.Failed(IntentFailure.SessionClosed) }, closed.Intents);
    }

    [Fact]
    public async Task CloseAsync_Twice_KeepsTheFirstTime()
    {
        await OpenWithTwoTurnsAsync();
        var first = await Journal.CloseAsync("a", Closing, Token);

        Assert.Equal(first, await Journal.CloseAsync("a", Closing.AddDays(1), Token));
        Assert.Equal(first, (await Journal.LoadAsync("a", Token))!.Head);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.5)]
    [InlineData(0.1)]
    [InlineData(5e-324)]
    [InlineData(double.MaxValue)]
    public async Task CloseAsync_WithAReward_KeepsItToTheLastBit(double reward)
    {
        await OpenWithTwoTurnsAsync();

        var closed = await Journal.CloseAsync("a", Closing, reward, Token);

        Assert.Equal((Closing, (double?)reward), (closed!.ClosedAt, closed.Reward));
        Assert.Equal(closed, (await Journal.LoadAsync("a", Token))!.Head);
        Assert.Equal(closed, await Journal.FindHeadAsync("a", Token));
    }

    [Fact]
    public async Task CloseAsync_OfAClosedSession_TakesTheRewardThatIsSaidLastAndKeepsItWhereNoneIs()
    {
        var known = await OpenWithTwoTurnsAsync();
        await Journal.CloseAsync("a", Closing, Token);

        Assert.Equal(1, (await Journal.CloseAsync("a", Closing.AddDays(1), 1, Token))!.Reward);
        var last = await Journal.CloseAsync("a", Closing.AddDays(2), 0.5, Token);

        Assert.Equal(last, await Journal.CloseAsync("a", Closing.AddDays(3), 0.5, Token));
        Assert.Equal(last, await Journal.CloseAsync("a", Closing.AddDays(4), Token));
        Assert.Equal((Closing, 0.5), (last!.ClosedAt, last.Reward));
        Assert.Equal(last, (await Journal.RefreshAsync(known, Token))!.Head);
    }

    [Fact]
    public async Task MoveAndClose_WhenThereIsNoSession_AreGone()
    {
        Assert.IsType<MoveOutcome.Gone>(await Journal.MoveAsync("a", new(1, 0), 0, Token));
        Assert.Null(await Journal.CloseAsync("a", Closing, Token));
        Assert.Null(await Journal.FindHeadAsync("a", Token));
    }

    [Fact]
    public async Task FindHeadAsync_BehindEachChange_TellsUseAndOpenIntents()
    {
        var opened = Heads.Of("a");
        await Journal.CreateAsync(opened, Token);
        Assert.Equal(opened, await Journal.FindHeadAsync("a", Token));
        var (first, second) = (Intents.Of("first"), Intents.Of("second") with { StartedAt = Intents.Start.AddHours(-1) });

        await Journal.BeginAsync("a", first, Token);
        await Journal.BeginAsync("a", second, Token);
        Assert.Equal(opened with { Version = 2, OpenIntents = 2, IntentCount = 2, LastUsedAt = Intents.Start }, await Journal.FindHeadAsync("a", Token));

        // A takeover of an open intent adds none.
        await Journal.BeginAsync("a", first with { AttemptId = "other", StartedAt = first.ExpiresAt }, Token);
        await Journal.EndAsync("a", second, IntentFailure.Lost, Token);
        Assert.Equal(opened with { Version = 4, OpenIntents = 1, IntentCount = 2, LastUsedAt = first.ExpiresAt }, await Journal.FindHeadAsync("a", Token));

        await Journal.BeginAsync("a", second with { AttemptId = "again" }, Token);
        Assert.Equal(2, (await Journal.FindHeadAsync("a", Token))!.OpenIntents);
    }

    [Fact]
    public async Task ListAsync_OfSessions_GivesTheirIdsInOrdinalOrderBehindAnother()
    {
        foreach (var id in (string[])["b1", "0f", "a0", "b0", "B"])
        {
            await Journal.CreateAsync(Heads.Of(id), Token);
        }

        await Journal.DeleteAsync("b0", null, Token);

        Assert.Equal(["0f", "B", "a0", "b1"], await Journal.ListAsync(null, Token).ToListAsync(Token));
        Assert.Equal(["a0", "b1"], await Journal.ListAsync("B", Token).ToListAsync(Token));
        Assert.Empty(await Journal.ListAsync("b1", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task DeleteAsync_OfAVersionThatMoved_LeavesTheSession()
    {
        var session = await OpenWithTwoTurnsAsync();
        await Journal.BeginAsync("a", Intents.Of("used"), Token);

        Assert.False(await Journal.DeleteAsync("a", session.Head.Version, Token));
        Assert.NotNull(await Journal.LoadAsync("a", Token));
        Assert.True(await Journal.DeleteAsync("a", session.Head.Version + 1, Token));
        Assert.Null(await Journal.LoadAsync("a", Token));
    }

    [Fact]
    public async Task CollectGarbageAsync_OfWholeSessions_RemovesNothing()
    {
        var session = await OpenWithTwoTurnsAsync();

        Assert.Equal(0, await Journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Token));
        Assert.Same(session, await Journal.RefreshAsync(session, Token));
    }

    private async Task<JournaledSession> OpenWithTwoTurnsAsync()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        await Journal.StoreAsync("a", Two().Turns[1], Token);
        return (await Journal.LoadAsync("a", Token))!;
    }
}
