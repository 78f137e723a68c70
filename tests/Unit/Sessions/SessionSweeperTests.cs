using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

public sealed class SessionSweeperTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));

    private readonly InMemoryJournal _journal = new();
    private readonly HandClock _clock = new() { Now = Intents.Start };

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfASessionPastItsTimeToLive_RemovesItAndNoOther()
    {
        await OpenAsync("old", Intents.Start - Day);
        await OpenAsync("young", Intents.Start - Day + TimeSpan.FromTicks(1));
        _clock.Now += TimeSpan.FromTicks(1);

        Assert.Equal(new SweepReport(2, 1, 0, 0, 0), await SweepAsync(Day));
        Assert.Equal(["young"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task RunAsync_WithoutATimeToLive_RemovesNone()
    {
        await OpenAsync("a", Intents.Start - (1000 * Day));

        Assert.Equal(new SweepReport(1, 0, 0, 0, 0), await SweepAsync(null));
    }

    [Fact]
    public async Task RunAsync_OfASessionThatWasUsedSinceItWasOpened_CountsFromItsUse()
    {
        await OpenAsync("a", Intents.Start - (2 * Day));
        await _journal.BeginAsync("a", Intents.Of("k"), Ends);
        await _journal.EndAsync("a", Intents.Of("k"), IntentFailure.EngineError, Ends);
        _clock.Now += Day;

        Assert.Equal(0, (await SweepAsync(Day)).Expired);
        _clock.Now += TimeSpan.FromTicks(1);
        Assert.Equal(1, (await SweepAsync(Day)).Expired);
    }

    [Fact]
    public async Task RunAsync_WhenATurnMayBeUnderWay_LeavesTheSessionWhateverItsTimeToLive()
    {
        await OpenAsync("a", Intents.Start - Day);
        await _journal.BeginAsync("a", Intents.Of("k"), Ends);
        _clock.Now += TimeSpan.FromMinutes(9);

        Assert.Equal(new SweepReport(1, 0, 0, 0, 0), await SweepAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>
    /// A turn may be under way for ten minutes, which holds a session whose time is shorter: the longer of the two counts, and nothing
    /// holds one in which no turn is.
    /// </summary>
    [Theory]
    [InlineData(true, 1, 599, 0, false)]
    [InlineData(true, 1, 600, 0, true)]
    [InlineData(true, 600, 600, 0, false)]
    [InlineData(true, 600, 600, 1, true)]
    [InlineData(false, 1, 1, 0, false)]
    [InlineData(false, 1, 1, 1, true)]
    public async Task RunAsync_OfAShortTimeToLive_WaitsForTheTurnThatIsUnderWay(
        bool isOpen, int timeToLive, int seconds, int ticks, bool isRemoved)
    {
        await OpenAsync("a", Intents.Start);
        if (isOpen)
        {
            await _journal.BeginAsync("a", Intents.Of("k"), Ends);
        }

        _clock.Now += TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(ticks);

        Assert.Equal(isRemoved ? 1 : 0, (await SweepAsync(TimeSpan.FromSeconds(timeToLive))).Expired);
    }

    [Fact]
    public async Task RunAsync_OfAnIntentThatExpired_EndsItAsLostAndTheSessionStaysIncomplete()
    {
        await OpenAsync("a", Intents.Start);
        await _journal.BeginAsync("a", Intents.Of("k"), Ends);
        _clock.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1);
        Assert.Equal(0, (await SweepAsync(null)).Lost);
        _clock.Now += TimeSpan.FromTicks(1);

        Assert.Equal(new SweepReport(1, 0, 1, 0, 0), await SweepAsync(null));

        var session = (await _journal.LoadAsync("a", Ends))!;
        var lost = Intents.Of("k") with { End = new IntentEnd.Failed(IntentFailure.Lost) };
        Assert.Equal([lost], session.Intents);
        var status = session.Status(_clock.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown);
        Assert.Equal(SessionState.Incomplete, status.State);
        Assert.Equal([lost], status.Dangling);
        Assert.Equal(new SweepReport(1, 0, 0, 0, 0), await SweepAsync(null));
    }

    [Fact]
    public async Task RunAsync_OfAnExpiredIntent_TurnsItsLateAttemptAway()
    {
        await OpenAsync("a", Intents.Start);
        await _journal.BeginAsync("a", Intents.Of("k"), Ends);
        _clock.Now += TimeSpan.FromHours(1);
        await SweepAsync(null);
        var turn = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;

        Assert.IsType<AppendOutcome.Overtaken>(await _journal.AppendAsync("a", turn, Intents.Of("k"), Ends));

        // And a retry of the client takes the key over.
        var retry = Intents.Of("k") with { AttemptId = "retry" };
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync("a", retry, Ends));
        Assert.IsType<AppendOutcome.Appended>(await _journal.AppendAsync("a", turn, retry, Ends));
    }

    [Fact]
    public async Task RunAsync_WhileAnotherIntentIsUnderWay_EndsTheExpiredOneWhenTheSessionIsQuiet()
    {
        await OpenAsync("a", Intents.Start);
        await _journal.BeginAsync("a", Intents.Of("first"), Ends);
        _clock.Now += TimeSpan.FromMinutes(30);
        await _journal.BeginAsync("a", Intents.Of("second") with { StartedAt = _clock.GetUtcNow(), ExpiresAt = _clock.GetUtcNow().AddMinutes(10) }, Ends);
        Assert.Equal(0, (await SweepAsync(null)).Lost);

        _clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(2, (await SweepAsync(null)).Lost);
    }

    /// <summary>Somebody uses the session after the sweep looked at it.</summary>
    [Fact]
    public async Task RunAsync_WhenTheSessionIsUsedBeforeItsDelete_LeavesItAndDoesNotCountIt()
    {
        await OpenAsync("a", Intents.Start - (2 * Day));
        var used = new UsedMeanwhile(_journal, () => _journal.BeginAsync("a", Intents.Of("k"), Ends));

        var sweeper = new SessionSweeper(used, Limits, _clock) { Expired = _ => Assert.Fail("expired") };
        Assert.Equal(new SweepReport(1, 0, 0, 0, 0), await sweeper.RunAsync(Day, Ends));
        Assert.Equal(1, (await _journal.FindHeadAsync("a", Ends))!.OpenIntents);
    }

    /// <summary>
    /// A turn is parked between the look at all that waits and the look at its session, and waits for longer than the session may be
    /// unused.
    /// </summary>
    [Fact]
    public async Task RunAsync_WhenATurnIsParkedAfterTheSweepBegan_LeavesTheSession()
    {
        await OpenAsync("a", Intents.Start - (2 * Day));
        var parking = new UsedMeanwhile(_journal, () => throw new InvalidOperationException("deleted"))
        {
            BeforeHead = async () =>
            {
                var turn = Parked.Of("k") with { ParkedAt = _clock.GetUtcNow() };
                Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync("a", turn, "attempt", Ends));
                _clock.Now += 2 * Day;
            },
        };

        Assert.Equal(new SweepReport(1, 0, 0, 0, 0), await new SessionSweeper(parking, Limits, _clock).RunAsync(Day, Ends));
        Assert.Equal(["k"], await _journal.ListParkedAsync(Ends).Select(name => name.Key).ToListAsync(Ends));
    }

    /// <summary>An intent may live longer than this process lets its own live: one that another process began stays its own.</summary>
    [Fact]
    public async Task RunAsync_OfTwoOpenIntents_EndsOnlyTheOneThatExpired()
    {
        await OpenAsync("a", Intents.Start);
        await _journal.BeginAsync("a", Intents.Of("short"), Ends);
        await _journal.BeginAsync("a", Intents.Of("long") with { ExpiresAt = Intents.Start.AddHours(2) }, Ends);
        await _journal.BeginAsync("a", Intents.Of("ended"), Ends);
        await _journal.EndAsync("a", Intents.Of("ended"), IntentFailure.EngineError, Ends);
        _clock.Now += TimeSpan.FromHours(1);

        var lost = new List<(string SessionId, string AttemptId)>();
        var sweeper = new SessionSweeper(_journal, Limits, _clock) { Lost = (session, intent) => lost.Add((session, intent.AttemptId)) };
        Assert.Equal(new SweepReport(1, 0, 1, 0, 0), await sweeper.RunAsync(null, Ends));

        Assert.Equal([("a", "short-1")], lost);
        Assert.Equal(
            [("ended", new IntentEnd.Failed(IntentFailure.EngineError)), ("long", null), ("short", new IntentEnd.Failed(IntentFailure.Lost))],
            (await _journal.LoadAsync("a", Ends))!.Intents.OrderBy(intent => intent.Key, StringComparer.Ordinal).Select(intent => (intent.Key, intent.End)));
    }

    private async Task OpenAsync(string id, DateTimeOffset at) =>
        Assert.True(await _journal.CreateAsync(Heads.Of(id) with { CreatedAt = at, LastUsedAt = at }, Ends));

    private Task<SweepReport> SweepAsync(TimeSpan? timeToLive) => new SessionSweeper(_journal, Limits, _clock).RunAsync(timeToLive, Ends);
}
