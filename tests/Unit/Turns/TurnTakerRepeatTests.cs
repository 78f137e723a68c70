using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Requests for what was asked before, with a key and without, after the turn was taken and while it is.</summary>
public sealed class TurnTakerRepeatTests : ITurnObserver
{
    private static readonly SessionSettings Replay = new() { Policy = SessionPolicy.Tree, Repeat = RepeatRule.Replay };

    private readonly OneSession _session = new();
    private readonly HeldSampling _engine = new();
    private readonly TaskCompletionSource<bool> _told = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    void ITurnObserver.OnRunning(LiveTurn turn, bool isJoined) => _told.TrySetResult(isJoined);

    /// <summary>Only a request that another one's turn may answer looks twice: that turn may have come since the first look.</summary>
    [Theory]
    [InlineData(RepeatRule.Anew, HangUpRule.Finish, null, 1)]
    [InlineData(RepeatRule.Regenerate, HangUpRule.Abort, null, 1)]
    [InlineData(RepeatRule.Regenerate, HangUpRule.Finish, null, 2)]
    [InlineData(RepeatRule.Replay, HangUpRule.Abort, null, 2)]
    [InlineData(RepeatRule.Replay, HangUpRule.Finish, "key", 1)]
    public async Task RunAsync_OfAFirstRequest_LooksAtTheSessionAsOftenAsItMust(
        RepeatRule repeat, HangUpRule onHangUp, string? key, int looks)
    {
        await _session.OpenAsync(new() { Repeat = repeat, OnHangUp = onHangUp });
        var journal = new FaultyJournal(_session.Journal, _ => null);
        var calls = 0;

        Assert.IsType<TurnOutcome.Committed>(
            await _session.TakeAsync(new RecordedRequests { Meanwhile = () => Task.FromResult(calls = journal.Calls) }, journal, key));

        Assert.Equal(looks + 1, calls);
    }

    [Fact]
    public async Task RunAsync_WhenTheSameTurnCameSinceTheFirstLook_HasIt()
    {
        var old = await _session.OpenAsync(Replay);
        var first = Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new RecordedRequests()));

        var second = Assert.IsType<TurnOutcome.Committed>(
            await _session.TakeAsync(OneSession.NeverAsked, new StaleJournal(_session.Journal) { Old = old }));

        Assert.Equal((first.Turn.Digest, true, false), (second.Turn.Digest, second.IsReplay, first.IsReplay));
    }

    /// <summary>Where equal requests are one, the second has the first one's turn. A key stands for a turn of its own.</summary>
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("one", null, true)]
    [InlineData(null, "two", false)]
    [InlineData("one", "two", false)]
    public async Task RunAsync_OfAnEqualRequestWhileTheFirstRuns_HasItsTurn(string? firstKey, string? secondKey, bool joins)
    {
        await _session.OpenAsync(Replay);
        var taker = _session.Taker(_engine);
        var first = TakeAsync(taker, "a", firstKey, null);
        await _engine.AskedAsync();

        var second = TakeAsync(taker, "b", secondKey, this);
        Assert.Equal(joins, await _told.Task);
        if (!joins)
        {
            await _engine.AskedAsync();
        }

        _engine.End("stop");

        var (taken, told) = (Assert.IsType<TurnOutcome.Committed>(await first), Assert.IsType<TurnOutcome.Committed>(await second));
        Assert.Equal((false, joins), (taken.IsReplay, told.IsReplay));
        Assert.Equal(joins, taken.Turn == told.Turn);
        Assert.Equal(joins ? 1 : 2, (await _session.LoadAsync()).Trajectory.Turns.Count);
    }

    /// <summary>Its client went away, and comes back without a key: the session finishes its turns.</summary>
    [Fact]
    public async Task RunAsync_OfATurnThatGoesOnAlone_IsJoined()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, OnHangUp = HangUpRule.Finish });
        var taker = _session.Taker(_engine);
        using var hangUp = new CancellationTokenSource();
        var first = TakeAsync(taker, "a", null, null, hangUp.Token);
        await _engine.AskedAsync();
        await hangUp.CancelAsync();

        var second = TakeAsync(taker, "b", null, this);
        Assert.True(await _told.Task);
        _engine.End("stop");

        Assert.Equal(Assert.IsType<TurnOutcome.Committed>(await first).Turn, Assert.IsType<TurnOutcome.Committed>(await second).Turn);
    }

    /// <summary>A client that says that it retries has the turn of the last request with its body; one that does not asks anew.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task RunAsync_OfTheSameBodyWithoutAKey_IsARetryWhereItsClientSaysSo(bool isRetry, int turns)
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, Repeat = RepeatRule.Anew });
        var first = Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new RecordedRequests()));

        var second = Assert.IsType<TurnOutcome.Committed>(await _session.Taker(new RecordedRequests())
            .RunAsync(Trees.Id, OneSession.Request(), new("again", null, isRetry), null, Ends));

        Assert.Equal((isRetry, isRetry), (second.IsReplay, second.Turn.Digest == first.Turn.Digest && second.Turn.Sequence == 0));
        Assert.Equal(turns, (await _session.LoadAsync()).Trajectory.Turns.Count);
    }

    /// <summary>Two sub-agents were given the same words: the marked retry of one is not the other's turn, whose request came later.</summary>
    [Theory]
    [InlineData("a", 0)]
    [InlineData("b", 1)]
    [InlineData("c", 2)]
    public async Task RunAsync_OfAMarkedRetryOfALine_IsTheTurnOfThatLine(string line, int turn)
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, Repeat = RepeatRule.Anew });
        foreach (var id in new[] { "a", "b" })
        {
            await TakeAsync("first " + id, id, isRetry: false);
        }

        Assert.Equal((turn, turn < 2), await TakeAsync("again", line, isRetry: true));

        async Task<(int Turn, bool IsReplay)> TakeAsync(string attempt, string id, bool isRetry)
        {
            var taken = Assert.IsType<TurnOutcome.Committed>(await _session.Taker(new RecordedRequests()).RunAsync(
                Trees.Id, OneSession.Request() with { Line = new(id, null, null) }, new(attempt, null, isRetry), null, Ends));
            return (taken.Turn.Sequence, taken.IsReplay);
        }
    }

    [Fact]
    public async Task RunAsync_OfAKeyOfAnotherBody_IsRefused()
    {
        await _session.OpenAsync(new());
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("key") with { RequestDigest = default }, Ends);

        var failed = await _session.TakeAsync(OneSession.NeverAsked, key: "key");

        Assert.Equal(ProblemCode.IdempotencyKeyReused, OneSession.Code(failed));
    }

    /// <summary>The request was read before another one was parked under its key.</summary>
    [Fact]
    public async Task RunAsync_OfAKeyUnderWhichAnotherBodyWasParkedMeanwhile_IsRefused()
    {
        var old = await _session.OpenAsync(new());
        var other = OneSession.Request(body: "other");
        Assert.IsType<TurnParking.Waits>(await _session.ParkAsync(new("parked", "key", IsRetry: false), other));

        var failed = await _session.TakeAsync(OneSession.NeverAsked, new StaleJournal(_session.Journal) { Old = old }, "key");

        Assert.Equal(ProblemCode.IdempotencyKeyReused, OneSession.Code(failed));
        Assert.Equal(other.Digest, Assert.Single((await _session.LoadAsync()).Intents).RequestDigest);
    }

    /// <summary>Other branches took the last place of a tree: a retry hears so, as its first attempt did.</summary>
    [Fact]
    public async Task RunAsync_OfARetryOfATurnThatFoundATreeFull_IsAnsweredTheSame()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, MaxTurns = 1 });
        var first = await _session.TakeAsync(new RecordedRequests { Meanwhile = _session.OtherTurnAsync }, key: "key");
        Assert.Equal(ProblemCode.SessionFull, OneSession.Code(first));

        var failed = await _session.TakeAsync(OneSession.NeverAsked, key: "key");

        Assert.Equal(ProblemCode.SessionFull, OneSession.Code(failed));
        Assert.Contains("got the last of its 1 turns while the engine worked.", OneSession.Message(failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfARetryOfATurnThatARollbackOvertook_SpeaksOfNoOtherTurn()
    {
        await _session.OpenAsync(new() { MaxRollback = 2 });
        await _session.OtherTurnAsync();
        await _session.OtherTurnAsync();
        await _session.TakeAsync(new RecordedRequests { Meanwhile = () => _session.MoveAsync(0) }, key: "key");

        var failed = await _session.TakeAsync(OneSession.NeverAsked, key: "key");

        Assert.Equal(ProblemCode.SessionAdvanced, OneSession.Code(failed));
        Assert.Contains(
            "had 2 turns, and it was rolled back while the engine worked. The completion was not recorded as a turn",
            OneSession.Message(failed), StringComparison.Ordinal);
    }

    /// <summary>A second try of the loser would roll the winner back.</summary>
    [Fact]
    public async Task RunAsync_OfARetryOfATurnThatLostARace_IsAnsweredTheSame()
    {
        await _session.OpenAsync(new());
        await _session.TakeAsync(new RecordedRequests { Meanwhile = _session.OtherTurnAsync }, key: "key");

        var failed = await _session.TakeAsync(OneSession.NeverAsked, key: "key");

        Assert.Equal(ProblemCode.SessionAdvanced, OneSession.Code(failed));
        Assert.Contains(
            "had 0 turns, and another turn was committed first; it has 1 now.", OneSession.Message(failed), StringComparison.Ordinal);
    }

    /// <summary>An attempt elsewhere holds its key until it expires: then it counts as lost.</summary>
    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public async Task RunAsync_OfAKeyThatAnotherProcessHolds_TakesItWhenItExpires(int seconds, bool isTaken)
    {
        await _session.OpenAsync(new());
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("key"), Ends);
        _session.Clock.Move(seconds);

        var outcome = await _session.TakeAsync(new RecordedRequests(), key: "key");

        Assert.Equal(isTaken, outcome is TurnOutcome.Committed);
        Assert.Equal(isTaken, outcome is not TurnOutcome.Failed { Problem.Code: ProblemCode.TurnInFlight });
    }

    private static Task<TurnOutcome> TakeAsync(
        TurnTaker taker, string attempt, string? key, ITurnObserver? observer, CancellationToken? cancellationToken = null) =>
        taker.RunAsync(Trees.Id, OneSession.Request(body: attempt), new(attempt, key, IsRetry: false), observer, cancellationToken ?? Ends);
}
