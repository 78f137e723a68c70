using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Tito.Core.Journals;
using Tito.Core.Turns;
using Tito.Server.Seen;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>What is counted of turns that end in no outcome, and of sessions that are looked at.</summary>
public sealed class TurnMetricsTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

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

    /// <summary>No client is told of it, so that its word is no problem's code.</summary>
    [Fact]
    public async Task WatchAsync_OfATurnThatNobodyWaitsFor_CountsItAsAbandoned() =>
        Assert.Equal([("tito.turns", (object)"abandoned")], await CountedAsync(new OperationCanceledException("nobody waits")));

    /// <summary>Each scripted turn is a word without the think block that its template writes: one finding on each branch.</summary>
    [Fact]
    public async Task Count_OfBranchesThatAreCollectedAmongMany_CountsTheirFindingsOnceEach()
    {
        ThisProcess.Only("its meter is listened to");
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("one", "two"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var types = new ConcurrentQueue<object?>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => types.Enqueue(tags[0].Value));
        listener.EnableMeasurementEvents(server.Services.GetRequiredService<TitoMetrics>().Mismatches);
        listener.Start();
        await client.OpenAsync("""{"id":"a","policy":"tree"}""");
        await client.TakeAsync("a", new Conversation().User("Hello").Body());
        await client.TakeAsync("a", new Conversation().User("Another").Body());

        await client.GetAsync("samples?picker=latest");
        Assert.Equal(["assistant_text"], types);
        await client.GetAsync("samples?picker=all");
        await client.GetAsync("samples?picker=all");

        Assert.Equal(["assistant_text", "assistant_text"], types);
    }

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
