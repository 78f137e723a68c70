using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>An alarm looks at its session as it is when it rings.</summary>
public sealed class SessionAlarmTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));

    private readonly InMemoryJournal _journal = new();
    private readonly HandClock _clock = new() { Now = Intents.Start };

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private SessionAlarm Alarm => new(_journal, Limits, Day, _clock);

    [Fact]
    public async Task RingAsync_AtTheEndOfItsTime_RemovesTheSessionAndIsOver()
    {
        var head = await OpenAsync();
        Assert.Equal(Intents.Start + Day + Tick, Alarm.FirstRing(head));

        _clock.Now += Day;
        Assert.Equal(Intents.Start + Day + Tick, await Alarm.RingAsync("a", Ends));
        _clock.Now += Tick;
        Assert.Null(await Alarm.RingAsync("a", Ends));
        Assert.Null(await _journal.FindHeadAsync("a", Ends));
        Assert.Null(await Alarm.RingAsync("a", Ends));
    }

    [Fact]
    public async Task RingAsync_OfASessionThatItRemoves_SaysSoOnce()
    {
        var head = await OpenAsync();
        var expired = new List<SessionHead>();
        var alarm = new SessionAlarm(_journal, Limits, Day, _clock) { Expired = expired.Add };

        _clock.Now += Day;
        await alarm.RingAsync("a", Ends);
        Assert.Empty(expired);
        _clock.Now += Tick;
        await alarm.RingAsync("a", Ends);
        await alarm.RingAsync("a", Ends);

        Assert.Equal([head], expired);
    }

    [Fact]
    public async Task RingAsync_OfASessionThatWasUsed_RingsAgainADayLater()
    {
        await OpenAsync();
        _clock.Now += Day + Tick;
        var intent = Intents.Of("k") with { StartedAt = _clock.Now };
        await _journal.BeginAsync("a", intent, Ends);
        await _journal.EndAsync("a", intent, IntentFailure.EngineError, Ends);

        Assert.Equal(_clock.Now + Day + Tick, await Alarm.RingAsync("a", Ends));
        Assert.NotNull(await _journal.FindHeadAsync("a", Ends));
    }

    [Fact]
    public async Task RingAsync_WhileATurnWaits_LeavesTheSessionUntilItHasEnded()
    {
        var head = await OpenAsync();
        await _journal.ParkAsync("a", Parked.Of("k") with { ParkedAt = Intents.Start }, "attempt", Ends);
        _clock.Now += Day + Tick;

        Assert.Equal(_clock.Now + TimeSpan.FromMinutes(1), await Alarm.RingAsync("a", Ends));
        await _journal.FailParkedAsync(head, Parked.Of("k"), new("engine_error", "no"), _clock.Now, Ends);
        Assert.Null(await Alarm.RingAsync("a", Ends));
        Assert.Null(await _journal.FindHeadAsync("a", Ends));
    }

    [Fact]
    public async Task RingAsync_OfASessionThatIsUsedThatVeryMoment_LeavesIt()
    {
        await OpenAsync();
        _clock.Now += Day + Tick;
        var used = new UsedMeanwhile(_journal, () => _journal.BeginAsync("a", Intents.Of("k") with { StartedAt = _clock.Now }, Ends));

        var alarm = new SessionAlarm(used, Limits, Day, _clock) { Expired = _ => Assert.Fail("expired") };
        Assert.Equal(_clock.Now + Day + Tick, await alarm.RingAsync("a", Ends));
        Assert.NotNull(await _journal.FindHeadAsync("a", Ends));
    }

    [Fact]
    public async Task RingAsync_WithoutATimeToLive_IsOver()
    {
        var alarm = new SessionAlarm(_journal, Limits, null, _clock);
        Assert.Null(alarm.FirstRing(await OpenAsync()));
        Assert.Null(await alarm.RingAsync("a", Ends));
        Assert.NotNull(await _journal.FindHeadAsync("a", Ends));
    }

    [Fact]
    public async Task Sweep_OfASessionInWhichATurnWaits_LeavesIt()
    {
        var head = await OpenAsync();
        await _journal.ParkAsync("a", Parked.Of("k") with { ParkedAt = Intents.Start }, "attempt", Ends);
        _clock.Now += Day + Day;
        var sweeper = new SessionSweeper(_journal, Limits, _clock);

        Assert.Equal(0, (await sweeper.RunAsync(Day, Ends)).Expired);
        await _journal.FailParkedAsync(head, Parked.Of("k"), new("engine_error", "no"), _clock.Now, Ends);
        Assert.Equal(1, (await sweeper.RunAsync(Day, Ends)).Expired);
    }

    private async Task<SessionHead> OpenAsync()
    {
        var head = Heads.Of("a") with { CreatedAt = Intents.Start, LastUsedAt = Intents.Start };
        Assert.True(await _journal.CreateAsync(head, Ends));
        return head;
    }
}
