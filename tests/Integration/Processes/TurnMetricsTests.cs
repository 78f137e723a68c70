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
        { new InvalidOperationException("a defect"), "internal_error" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task WatchAsync_OfATurnThatFailed_CountsTheCodeThatItsClientIsTold(Exception failure, string outcome) =>
        Assert.Equal([("tito.turns", (object)outcome)], await CountedAsync(failure));

    [Fact]
    public async Task WatchAsync_OfATurnThatNobodyWaitsFor_CountsNone() =>
        Assert.Empty(await CountedAsync(new OperationCanceledException("nobody waits")));

    private static async Task<List<(string Name, object? Outcome)>> CountedAsync(Exception failure)
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
        return counted;
    }
}
