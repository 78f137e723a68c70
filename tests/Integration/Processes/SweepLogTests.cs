using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Server.Hosting;
using Tito.Server.Seen;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Integration.Processes;

/// <summary>Each session that goes by itself has a line and is counted, whoever removed it; each that is left alone has one too.</summary>
public sealed class SweepLogTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero));
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_OfSessionsThatExpire_NamesAndCountsThem()
    {
        using var logs = new HeardLog();
        using var metrics = new TitoMetrics();
        using var listener = new MeterListener();
        var counted = new List<(string Name, long Value, object? By)>();
        listener.InstrumentPublished = (instrument, hearing) =>
        {
            if (instrument.Meter == metrics.Meter)
            {
                hearing.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add((instrument.Name, value, tags[0].Value)));
        listener.Start();
        var limits = new TurnLimits(TimeSpan.FromMinutes(9));
        var journal = new Unreadable(_journal, "d");
        var alarm = new SessionAlarm(journal, limits, Day, _clock);
        var sweeper = new SessionSweeper(journal, limits, _clock);
        SweepLog.Follow(alarm, sweeper, logs, metrics);
        await OpenAsync("a", isClosed: false);
        await OpenAsync("b", isClosed: true);
        await OpenAsync("d", isClosed: false);
        _clock.Advance(Day + TimeSpan.FromTicks(1));
        await OpenAsync("c", isClosed: false);
        var lost = Intents.Of("k") with { StartedAt = _clock.GetUtcNow(), ExpiresAt = _clock.GetUtcNow().AddMinutes(10) };
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync("c", lost, Ends));
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await alarm.RingAsync("a", Ends));
        Assert.Equal(new SweepReport(2, 1, 1, 0, 1), await sweeper.RunAsync(Day, Ends));

        Assert.All(logs.Lines, line => Assert.Equal("Tito.Sweep", line.Category));
        Assert.Equal(
            [
                (LogLevel.Information, "Session a expired, unused since 2026-11-29T01:00:00.0000000+00:00: 0 turns are removed (closed: False)."),
                (LogLevel.Information, "Session b expired, unused since 2026-11-29T01:00:00.0000000+00:00: 0 turns are removed (closed: True)."),
                (LogLevel.Warning, "Session c: nobody was heard of attempt k-1; it is ended as lost."),
                (LogLevel.Warning, "Session d is left alone: its rows contradict each other."),
            ],
            logs.Lines.Select(line => (line.Level, line.Text)));
        Assert.Equal([("tito.expired.sessions", 1L, (object)"alarm"), ("tito.expired.sessions", 1L, (object)"sweep")], counted);
    }

    private async Task OpenAsync(string id, bool isClosed)
    {
        var now = _clock.GetUtcNow();
        Assert.True(await _journal.CreateAsync(
            Heads.Of(id) with { CreatedAt = now, LastUsedAt = now, ClosedAt = isClosed ? now : null }, Ends));
    }
}
