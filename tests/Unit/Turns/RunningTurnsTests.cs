using Tito.Core.Turns;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Turns;

/// <summary>Requests that wait for one running turn.</summary>
public sealed class RunningTurnsTests : ITurnObserver
{
    private static readonly TurnName Name = new("s", default, "k", default);

    private readonly RunningTurns _running = new();
    private readonly TaskCompletionSource<TurnOutcome?> _outcome = new();
    private readonly List<(LiveTurn Turn, bool IsJoined)> _told = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static TurnOutcome Outcome => new TurnOutcome.Committed(HandMade.Committed(HandMade.First), IsReplay: false);

    void ITurnObserver.OnRunning(LiveTurn turn, bool isJoined) => _told.Add((turn, isJoined));

    [Fact]
    public async Task TakeOrJoinAsync_OfTheSameTurn_TakesItOnceAndTellsBothOfIt()
    {
        var first = TakeAsync(outlives: false, Ends);
        var second = _running.TakeOrJoinAsync(Name, false, _ => throw new InvalidOperationException("taken twice"), this, Ends);
        var third = _running.Join(Name, this, Ends);
        Assert.Equal([false, true, true], _told.Select(told => told.IsJoined));
        Assert.Single(_told.Select(told => told.Turn).Distinct());

        _outcome.SetResult(Outcome);

        Assert.False(Assert.IsType<TurnOutcome.Committed>(await first).IsReplay);
        Assert.True(Assert.IsType<TurnOutcome.Committed>(await second).IsReplay);
        Assert.True(Assert.IsType<TurnOutcome.Committed>(await third!).IsReplay);
        Assert.Equal(0, _running.Count);
        Assert.Null(_running.Join(Name, this, Ends));
    }

    /// <summary>The turn is given up when the last one goes, and not before.</summary>
    [Fact]
    public async Task TakeOrJoinAsync_WhenItsClientsGoAway_IsGivenUpWithTheLast()
    {
        using var firstGone = new CancellationTokenSource();
        using var secondGone = new CancellationTokenSource();
        var first = TakeAsync(outlives: false, firstGone.Token);
        var second = _running.Join(Name, this, secondGone.Token);
        var patience = _told[0].Turn.Patience;

        await firstGone.CancelAsync();
        Assert.False(patience.Token.IsCancellationRequested);
        await secondGone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second!);
        Assert.True(patience.Token.IsCancellationRequested);

        // Whoever comes now waits for what becomes of it, and does not count.
        var third = _running.Join(Name, this, Ends);
        Assert.Equal(2, _told.Count);
        _outcome.SetResult(null);
        Assert.Null(await first);
        Assert.Null(await third!);
    }

    private Task<TurnOutcome?> TakeAsync(bool outlives, CancellationToken cancellationToken) =>
        _running.TakeOrJoinAsync(Name, outlives, _ => _outcome.Task, this, cancellationToken);
}
