using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Engines that do not do what they are asked: a wish and an end have five seconds each; then the turn is given up from here.</summary>
public sealed class TurnAborterPatienceTests
{
    private readonly OneSession _session = new();
    private readonly HeldSampling _engine = new();
    private readonly TurnTaker _taker;
    private readonly TurnAborter _aborter;

    public TurnAborterPatienceTests()
    {
        _taker = _session.Taker(_engine);
        _aborter = new(_taker, _session.Journal, _session.Journal, _engine, _session.Clock);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Before its five seconds are over nothing is given up.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_OfAnEngineThatDoesNotEndTheTurn_GivesItUpAfterFiveSeconds(bool takesTheWish)
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        _engine.OnAbort = (_, token) => takesTheWish ? Task.FromResult(true) : Never.AnswersAsync<bool>(token);

        var report = _aborter.RunAsync(Trees.Id, Ends);
        await _session.Clock.WaitForAsync(5);
        if (takesTheWish)
        {
            await _session.Clock.WaitForAsync(5);
        }

        _session.Clock.Move(4.999);
        Assert.Equal((false, false), (report.IsCompleted, turn.IsCompleted));
        _session.Clock.Move(0.001);

        Assert.Equal((1, 0), ((await report)!.Aborted, (await report)!.Resumed));
        await AssertAbortedAsync(turn);
    }

    /// <summary>
    /// A process that ends in ten seconds gives each of its engine's answers a fifth of them: the turn and its record come before that.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StopAllAsync_OfAnEngineThatDoesNotEndTheTurn_GivesItUpWithinItsLimit(bool takesTheWish)
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        _engine.OnAbort = (_, token) => takesTheWish ? Task.FromResult(true) : Never.AnswersAsync<bool>(token);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), _session.Clock);

        var report = _aborter.StopAllAsync(TimeSpan.FromSeconds(10), limit.Token);
        await _session.Clock.WaitForAsync(2);
        if (takesTheWish)
        {
            await _session.Clock.WaitForAsync(2);
        }

        _session.Clock.Move(1.999);
        Assert.Equal((false, false), (report.IsCompleted, turn.IsCompleted));
        _session.Clock.Move(0.001);

        Assert.Equal((1, 0), ((await report).Aborted, (await report).Resumed));
        await AssertAbortedAsync(turn);
        await _session.AssertEndedAsync(IntentFailure.EngineAborted);
    }

    /// <summary>The turn that its engine ended is as it said; the other one is given up.</summary>
    [Fact]
    public async Task RunAsync_OfTwoTurnsOfWhichOneEnds_GivesTheOtherUp()
    {
        await OpenAsync();
        var (first, second) = (await TakeAsync("a"), await TakeAsync("b"));
        _engine.OnAbort = (_, _) => Task.FromResult(_engine.End("stop", "attempt-a"));

        var report = _aborter.RunAsync(Trees.Id, Ends);
        Assert.IsType<TurnOutcome.Committed>(await first);
        Assert.False(second.IsCompleted);
        await _session.Clock.WaitForAsync(5);
        await _session.Clock.PassAsync(5);

        Assert.Equal(1, (await report)!.Aborted);
        await AssertAbortedAsync(second);
    }

    /// <summary>Sessions are asked for one by one, each once; what one engine refuses is nothing to the other's turn.</summary>
    [Fact]
    public async Task RunAllAsync_WhenOneWishIsRefused_GivesUpThatSessionsTurnsAlone()
    {
        await OpenAsync();
        await new SessionOpener(_session.Journal, _session.Model, _session.Clock).RunAsync("other", new(), null, Ends);
        var (first, second, elsewhere) = (await TakeAsync("a"), await TakeAsync("b"), await TakeAsync("c", "other"));
        _engine.OnAbort = (prefix, _) => Task.FromResult(prefix == "other/");

        var report = _aborter.RunAllAsync(Ends);
        await AssertAbortedAsync(first);
        await AssertAbortedAsync(second);
        Assert.False(elsewhere.IsCompleted);
        _engine.End("stop", "attempt-c");

        Assert.IsType<TurnOutcome.Committed>(await elsewhere);
        Assert.Equal((2, 0), ((await report).Aborted, (await report).Resumed));
        Assert.Equal([$"{Trees.Id}/", "other/"], _engine.Wishes.Take(2).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever asked for the abort and went away is not told that the engine refused.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_WhenItsCallerGoesAway_IsCancelled(bool takesTheWish)
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        using var gone = new CancellationTokenSource();
        _engine.OnAbort = (_, token) => takesTheWish ? Task.FromResult(true) : Never.AnswersAsync<bool>(token);

        var report = _aborter.RunAsync(Trees.Id, gone.Token);
        await _session.Clock.WaitForAsync(5);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => report);
        Assert.False(turn.IsCompleted);
    }

    /// <summary>A parked turn that somebody takes just now is a running one, and counts once.</summary>
    [Fact]
    public async Task RunAsync_OfAParkedTurnThatIsBeingTaken_CountsItOnce()
    {
        await OpenAsync();
        await _session.ParkAsync(new("parked", "a", IsRetry: false), Request("a"));
        var turn = await TakeAsync("a");

        var report = await _aborter.RunAsync(Trees.Id, Ends);

        Assert.Equal((1, true), (report!.Aborted, report.Elsewhere.IsEmpty));
        Assert.False((await _session.Journal.FindParkedAsync(Trees.Id, "a", Ends))!.IsWaiting);
        await AssertAbortedAsync(turn);
    }

    private async Task OpenAsync() => await _session.OpenAsync(new() { Policy = SessionPolicy.Tree });

    private async Task<Task<TurnOutcome>> TakeAsync(string key, string session = Trees.Id)
    {
        var turn = _taker.RunAsync(session, Request(key), new($"attempt-{key}", key, IsRetry: false), null, Ends);
        await _engine.AskedAsync();
        return turn;
    }

    private static TurnRequest Request(string key) => OneSession.Request(key, body: key);

    private static async Task AssertAbortedAsync(Task<TurnOutcome> turn) =>
        Assert.Equal(ProblemCode.EngineAborted, OneSession.Code(await turn));
}
