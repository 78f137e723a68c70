using System.Diagnostics.Metrics;
using Tito.Core.Journals;
using Tito.Core.Turns;
using Tito.Server.Seen;

namespace Tito.Tests.Integration.Processes;

/// <summary>What is counted of turns that end in no outcome.</summary>
public sealed class TurnMetricsTests
{
    public static TheoryData<Exception, string> Failures => new()
    {
        { new JournalUnavailableException("away"), "journal_unavailable" },
        { new JournalCorruptException("s", "row", "broken"), "journal_corrupt" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task WatchAsync_OfATurnThatTheJournalCouldNotTake_CountsIt(Exception failure, string outcome)
    {
        using var metrics = new TitoMetrics();
        using var listener = new MeterListener();
        var counted = new List<(string Name, object? Outcome)>();
        listener.InstrumentPublished = (instrument, hearing) =>
        {
            if (instrument.Meter == metrics.Meter)
            {
                hearing.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags.Length == 1)
            {
                counted.Add((instrument.Name, tags[0].Value));
            }
        });
        listener.Start();

        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => new TurnMetrics(metrics).WatchAsync(Task.FromException<TurnOutcome>(failure)));

        Assert.Same(failure, thrown);
        Assert.Equal([("tito.turns", (object)outcome)], counted);
    }
}
