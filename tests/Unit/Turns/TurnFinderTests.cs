using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Turns that are parked, taken or lost, as who comes back with their key alone finds them.</summary>
public sealed class TurnFinderTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfASessionOfAnotherModel_NothingIsFoundOrParked()
    {
        await _session.OpenOtherAsync();

        Assert.Contains("belongs to another tokenizer", Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);
        Assert.Contains(
            "belongs to another tokenizer", Assert.IsType<TurnParking.Refused>(await ParkAsync("k")).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfNoSession_NothingIsFoundOrParked()
    {
        Assert.Equal(ProblemCode.SessionNotFound, Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Code);
        Assert.Equal(ProblemCode.SessionNotFound, Assert.IsType<TurnParking.Refused>(await ParkAsync("k")).Problem.Code);
    }

    [Fact]
    public async Task RunAsync_OfAParkedTurn_WaitsSinceItWasParked()
    {
        await _session.OpenAsync(new());
        Assert.Equal(new TurnParking.Waits("k", Intents.Start, IsUnderWay: false), await ParkAsync("k"));
        _session.Clock.Move(3600);

        Assert.Equal(new TurnState.Waits(Intents.Start, IsUnderWay: false, IsParked: true), await FindAsync("k"));
        Assert.Equal(Intents.Start, Assert.IsType<TurnParking.Waits>(await ParkAsync("k")).Since);
    }

    [Fact]
    public async Task RunAsync_OfATurnThatIsUnderWay_WaitsSinceItBegan()
    {
        await _session.OpenAsync(new());
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("k"), Ends);
        _session.Clock.Move(60);

        Assert.Equal(new TurnState.Waits(Intents.Start, IsUnderWay: true, IsParked: false), await FindAsync("k"));
    }

    [Fact]
    public async Task RunAsync_OfATurnThatWasTaken_HasItAsAReplayAndNothingThatWasParked()
    {
        await _session.OpenAsync(new());
        var turn = (await _session.Journal.LoadAsync(Trees.Id, Ends))!.Trajectory.Restore(null, Trees.Root('x')).Active!;
        await _session.Journal.StoreAsync(Trees.Id, turn, Ends, "k");

        var taken = Assert.IsType<TurnState.Taken>(await FindAsync("k 0"));
        Assert.Equal((await _session.LoadAsync()).Head, taken.Session);

        Assert.Equal((turn.Digest, true, null), (taken.Outcome.Turn.Digest, taken.Outcome.IsReplay, taken.Parked));
    }

    [Fact]
    public async Task RunAsync_OfAKeyThatIsNotKnown_SaysWhatToDo()
    {
        await _session.OpenAsync(new());
        Assert.EndsWith("Ask for one under this key first.", Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);

        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("k"), Ends);
        await _session.Journal.EndAsync(Trees.Id, Intents.Of("k"), IntentFailure.EngineError, Ends);

        Assert.EndsWith(
            "The last attempt under it failed; its client was told why. Ask again.",
            Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever works on a parked turn now, the client waits since it was parked.</summary>
    [Fact]
    public async Task RunAsync_OfAParkedTurnThatIsBeingTaken_WaitsSinceItWasParked()
    {
        await _session.OpenAsync(new());
        await ParkAsync("k");
        var parkedAt = _session.Clock.Now;
        _session.Clock.Move(60);
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("k") with { AttemptId = "k-2", StartedAt = _session.Clock.Now }, Ends);

        Assert.Equal(new TurnState.Waits(parkedAt, IsUnderWay: true, IsParked: true), await FindAsync("k"));
    }

    [Fact]
    public async Task RunAsync_OfAParkedTurnThatFailed_TellsWhatItsClientWasNotTold()
    {
        await _session.OpenAsync(new());
        await ParkAsync("k");
        var failure = TurnProblems.AbortedParked().ToFailure() with { EngineStatus = 503, EngineCode = "down", MessageIndex = 2 };
        await FailAsync(failure);

        var problem = Assert.IsType<TurnState.None>(await FindAsync("k")).Problem;

        Assert.Equal(
            (ProblemCode.EngineAborted, failure.Message, failure.Param, 503, "down", 2),
            (problem.Code, problem.Message, problem.Param, problem.EngineStatus, problem.EngineCode, problem.MessageIndex));
    }

    [Fact]
    public async Task RunAsync_OfAFailureThatThisReleaseDoesNotKnow_NamesTheRow()
    {
        await _session.OpenAsync(new());
        await ParkAsync("k");
        await FailAsync(new("of_tomorrow", "No.", null));

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(() => FindAsync("k"));

        Assert.Contains("it failed with of_tomorrow, which this release does not know.", corrupt.Message, StringComparison.Ordinal);
    }

    /// <summary>The request itself is told where it is still there: an answer may repeat it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_OfAParkedTurnThatWasTaken_HasItsBodyWhereThatWasKept(bool keepsBody)
    {
        await _session.OpenAsync(new());
        await ParkAsync("k");
        var parked = (await _session.Journal.FindParkedAsync(Trees.Id, "k", Ends))!;
        Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new RecordedRequests(), key: "k"));
        await _session.Journal.FinishParkedAsync(await HeadAsync(), parked, keepsBody, _session.Clock.Now, Ends);

        var taken = Assert.IsType<TurnState.Taken>(await FindAsync("k"));

        Assert.Equal(keepsBody ? 2 : null, taken.Parked?.Body.Length);
    }

    /// <summary>It failed while it waited, and was asked for again at once: what is left of the row has no body.</summary>
    [Fact]
    public async Task RunAsync_OfATurnThatWasTakenAfterItHadFailedParked_HasNoBody()
    {
        await _session.OpenAsync(new());
        await ParkAsync("k");
        await FailAsync(TurnProblems.AbortedParked().ToFailure());
        Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new RecordedRequests(), key: "k"));

        Assert.Null(Assert.IsType<TurnState.Taken>(await FindAsync("k")).Parked);
    }

    [Fact]
    public async Task RunAsync_OfATurnThatLostARace_SaysThatTheSessionWentOn()
    {
        await _session.OpenAsync(new());
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("k"), Ends);
        await _session.Journal.EndAsync(Trees.Id, Intents.Of("k"), IntentFailure.SessionAdvanced, Ends);

        Assert.Equal(ProblemCode.SessionAdvanced, Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Code);
    }

    private async Task FailAsync(ParkedFailure failure) => await _session.Journal.FailParkedAsync(
        await HeadAsync(), (await _session.Journal.FindParkedAsync(Trees.Id, "k", Ends))!, failure, _session.Clock.Now, Ends);

    private async Task<SessionHead> HeadAsync() => (await _session.Journal.FindHeadAsync(Trees.Id, Ends))!;

    private Task<TurnState> FindAsync(string key) =>
        new TurnFinder(_session.Journal, _session.Journal, _session.Model, _session.Clock).RunAsync(Trees.Id, key, Ends);

    private Task<TurnParking> ParkAsync(string key) => _session.ParkAsync(new(key + "-1", key, IsRetry: false));
}
