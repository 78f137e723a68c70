using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>What becomes of the wish to be answered later.</summary>
public sealed class TurnParkerTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfANewRequest_KeepsAllThatItWillBeTakenFrom()
    {
        await _session.OpenAsync(new());
        var request = OneSession.Request() with
        {
            Agent = "main",
            Line = new("a", null, null),
            Said = Annotation.None with { Reward = 0.5 },
        };

        var waits = await ParkAsync(new("one", "k", IsRetry: false), request);

        Assert.Equal(new TurnParking.Waits("k", _session.Clock.Now, IsUnderWay: false), waits);
        var parked = (await _session.Journal.FindParkedAsync(Trees.Id, "k", Ends))!;
        Assert.Equal(
            (request.Digest, "chat", "main", "a", _session.Clock.Now, true),
            (parked.RequestDigest, parked.Face, parked.Agent, parked.Line?.Id, parked.ParkedAt, parked.IsWaiting));
        Assert.Equal("{}"u8, parked.Body.Span);
        var intent = Assert.Single((await _session.LoadAsync()).Intents);
        Assert.Equal(("one", true, 0.5, "a"), (intent.AttemptId, intent.IsParked, intent.Said.Reward, intent.Line?.Id));
    }

    /// <summary>Two sub-agents were given the same words: the retry of one does not find what the other parked.</summary>
    [Fact]
    public async Task RunAsync_OfARetryOfALine_FindsWhatThatLineParked()
    {
        await _session.OpenAsync(new());
        await ParkAsync(new("one", null, IsRetry: false), OfLine("a"));
        await ParkAsync(new("two", null, IsRetry: false), OfLine("b"));

        Assert.Equal("one", Waits(await ParkAsync(new("three", null, IsRetry: true), OfLine("a"))).Key);
        Assert.Equal("two", Waits(await ParkAsync(new("four", null, IsRetry: true), OfLine("b"))).Key);
        Assert.Equal("five", Waits(await ParkAsync(new("five", null, IsRetry: true), OfLine("c"))).Key);

        static TurnRequest OfLine(string id) => OneSession.Request() with { Line = new(id, null, null) };
    }

    /// <summary>Without a key the attempt's id is one, and a retry is of the request with the same body.</summary>
    [Fact]
    public async Task RunAsync_WithoutAKey_TakesTheAttemptsIdAndFindsItAgain()
    {
        await _session.OpenAsync(new());

        Assert.Equal("one", Waits(await ParkAsync(new("one", null, IsRetry: false))).Key);
        Assert.Equal("one", Waits(await ParkAsync(new("two", null, IsRetry: true))).Key);
        Assert.Equal("three", Waits(await ParkAsync(new("three", null, IsRetry: false))).Key);
        Assert.Equal("key", Waits(await ParkAsync(new("four", "key", IsRetry: true))).Key);
    }

    /// <summary>Until its attempt expires somebody works on it.</summary>
    [Theory]
    [InlineData(60, true)]
    [InlineData(600, false)]
    public async Task RunAsync_OfAParkedRequestThatIsBeingTaken_SaysSinceWhenAndWhetherItIs(int seconds, bool isUnderWay)
    {
        await _session.OpenAsync(new());
        await ParkAsync(new("one", "k", IsRetry: false));
        _session.Clock.Move(10);
        var began = _session.Clock.Now;
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("k") with { StartedAt = began, ExpiresAt = began.AddSeconds(600) }, Ends);
        _session.Clock.Move(seconds);

        Assert.Equal(new TurnParking.Waits("k", began, isUnderWay), await ParkAsync(new("two", "k", IsRetry: true)));
    }

    [Fact]
    public async Task RunAsync_OfATurnThatIsThere_SaysUnderWhichKey()
    {
        await _session.OpenAsync(new());
        await _session.OtherTurnAsync();

        Assert.Equal(new TurnParking.IsTaken("other 0"), await ParkAsync(new("one", "other 0", IsRetry: false)));
        Assert.Equal(new TurnParking.IsTaken("other 0"), await ParkAsync(new("two", null, IsRetry: true)));
    }

    [Fact]
    public async Task RunAsync_OfAKeyOfAnotherBody_IsRefused()
    {
        await _session.OpenAsync(new());
        await ParkAsync(new("one", "k", IsRetry: false));

        Assert.Equal(
            ProblemCode.IdempotencyKeyReused,
            Refused(await ParkAsync(new("two", "k", IsRetry: false), OneSession.Request(body: "another"))).Code);
    }

    [Fact]
    public async Task RunAsync_OfALargeBody_NamesItsSizeAndTheLimit()
    {
        await _session.OpenAsync(new());

        var refused = Refused(await ParkAsync(
            new("one", "k", IsRetry: false), journal: new StaleJournal(_session.Journal) { Limits = new(1) }));

        Assert.Equal(ProblemCode.TurnTooLarge, refused.Code);
        Assert.Contains("The body has 2 bytes, and a journal keeps at most 1 ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfASessionThatIsClosedOrGone_SaysWhich()
    {
        var open = await _session.OpenAsync(new());
        await _session.CloseAsync();
        Assert.Equal(ProblemCode.SessionClosed, Refused(await ParkAsync(new("one", "k", IsRetry: false))).Code);

        await _session.DeleteAsync();
        Assert.Equal(ProblemCode.SessionNotFound, Refused(await ParkAsync(new("one", "k", IsRetry: false))).Code);
        var stale = new StaleJournal(_session.Journal) { Old = open };
        Assert.Equal(ProblemCode.SessionNotFound, Refused(await ParkAsync(new("one", "k", IsRetry: false), journal: stale)).Code);
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_IsRefused()
    {
        await _session.OpenOtherAsync();

        Assert.Contains(
            "belongs to another tokenizer", Refused(await ParkAsync(new("one", "k", IsRetry: false))).Message, StringComparison.Ordinal);
    }

    /// <summary>Without being parked anew it is told that it lost, as each retry of a loser is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_OfATurnThatLostItsRace_LetsItBeTakenAnew(bool isParkedAnew)
    {
        await _session.OpenAsync(new() { MaxRollback = 2 });
        await ParkAsync(new("one", "k", IsRetry: false));
        var lost = await _session.TakeAsync(new() { Meanwhile = _session.OtherTurnAsync }, key: "k");
        Assert.Equal(ProblemCode.SessionAdvanced, OneSession.Code(lost));
        var parked = (await _session.Journal.FindParkedAsync(Trees.Id, "k", Ends))!;
        var failure = Assert.IsType<TurnOutcome.Failed>(lost).Problem.ToFailure();
        await _session.Journal.FailParkedAsync((await _session.LoadAsync()).Head, parked, failure, _session.Clock.Now, Ends);
        if (isParkedAnew)
        {
            Waits(await ParkAsync(new("two", "k", IsRetry: false)));
        }

        var outcome = await _session.TakeAsync(isParkedAnew ? new() : OneSession.NeverAsked, key: "k");

        Assert.Equal(isParkedAnew, outcome is TurnOutcome.Committed { Turn.Sequence: 1, IsReplay: false });
        Assert.Equal(isParkedAnew, outcome is not TurnOutcome.Failed { Problem.Code: ProblemCode.SessionAdvanced });
        var intent = (await _session.LoadAsync()).Intents.Single(intent => intent.Key == "k");
        Assert.Equal(['h', 'i'], Assert.Single(intent.Aborted.Items).Completion!.Ids);
    }

    private static TurnParking.Waits Waits(TurnParking parking) => Assert.IsType<TurnParking.Waits>(parking);

    private static Problem Refused(TurnParking parking) => Assert.IsType<TurnParking.Refused>(parking).Problem;

    private Task<TurnParking> ParkAsync(Attempt attempt, TurnRequest? request = null, ISessionJournal? journal = null) =>
        _session.ParkAsync(attempt, request, journal);
}
