using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>
/// Something that nobody foresaw is thrown after the intent was stored: the intent ends, what was sampled stays with it, and the key is free.
/// </summary>
public sealed class BrokenTurnTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<string> Failures => [nameof(IOException), nameof(OutOfMemoryException), nameof(JournalCorruptException)];

    /// <summary>As a client's field that a wire cannot write, or an answer that cannot be kept. It is not taken for a fault of the body.</summary>
    [Theory]
    [InlineData("hi", "hi")]
    [InlineData("", "")]
    public async Task RunAsync_WhenTheSamplingThrows_KeepsWhatWasToldAndFreesTheKey(string told, string kept)
    {
        await OpenAsync();
        var breaks = true;
        var engine = new StreamedPieces($"{told}|hi<|stop") { Meanwhile = () => Throw(breaks) };

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(engine));

        Assert.IsType<JsonException>(thrown.InnerException);
        await AssertEndedAsync(IntentFailure.EngineInvalidAnswer, kept);
        breaks = false;
        Assert.IsType<TurnOutcome.Committed>(await TakeAsync(engine));
    }

    /// <summary>The first engine gave the turn up, and what the second one told comes on top.</summary>
    [Fact]
    public async Task RunAsync_WhenWhoGoesOnThrows_KeepsWhatBothTold()
    {
        await OpenAsync();
        var engine = default(StreamedPieces)!;
        engine = new("h|h|abort", "i|i<|stop") { Meanwhile = () => Throw(engine.Asked.Count == 2) };

        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(engine));

        await AssertEndedAsync(IntentFailure.EngineInvalidAnswer, "hi");
    }

    /// <summary>0 loads, 1 begins, 2 appends. A generated key is never asked for again: an open intent would be missing for good.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task RunAsync_WhenTheCommitThrows_KeepsWhatWasSampled(string failure)
    {
        await _session.OpenAsync(new());
        var journal = Faulty(failure, 2);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => _session.TakeAsync(new(), journal));

        Assert.Equal(failure, thrown.GetType().Name);
        await _session.AssertKeptAsync(IntentFailure.JournalUnavailable);
        Assert.Equal(0, (await _session.LoadAsync()).Head.OpenIntents);
        Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new()));
    }

    /// <summary>The journal does not take the end either: it is told a second later.</summary>
    [Theory]
    [InlineData(nameof(IOException))]
    [InlineData(nameof(OutOfMemoryException))]
    public async Task RunAsync_WhenTheEndThrowsAsWell_KeepsWhatWasSampledLater(string failure)
    {
        await _session.OpenAsync(new());
        var taker = _session.Taker(new RecordedRequests(), Faulty(failure, 2, 3));
        var heard = new List<(string Kinds, int TokenCount)>();
        taker.Unsettled = end => heard.Add((end.Kinds, end.TokenCount));

        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => taker.RunAsync(Trees.Id, OneSession.Request(), new("attempt", null, IsRetry: false), null, Ends));

        Assert.Equal(failure, thrown.GetType().Name);
        Assert.Equal((1, 1), (taker.UnsettledCount, (await _session.LoadAsync()).Head.OpenIntents));
        await _session.Clock.PassAsync(1);
        while (taker.UnsettledCount > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(0, taker.UntoldCount);
        Assert.Equal([(failure, 2), ("", 2)], heard);
        var intent = Assert.Single((await _session.LoadAsync()).Intents);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.JournalUnavailable), intent.End);
        Assert.Equal(['h', 'i'], Assert.Single(intent.Aborted.Items).Completion!.Ids);
    }

    /// <summary>It may be stored, with an answer that was lost, and nobody works on it.</summary>
    [Fact]
    public async Task RunAsync_WhenTheBeginThrows_FreesTheKey()
    {
        await _session.OpenAsync(new());
        var journal = new FaultyJournal(_session.Journal, 1, StoreFault.After);
        var taker = _session.Taker(OneSession.NeverAsked, journal);
        var heard = new List<(string Kinds, int TokenCount)>();
        taker.Unsettled = end => heard.Add((end.Kinds, end.TokenCount));

        await Assert.ThrowsAsync<IOException>(() => taker.RunAsync(Trees.Id, OneSession.Request(), new("attempt", "key", IsRetry: false), null, Ends));

        Assert.Equal((1, 1), (taker.UnsettledCount, (await _session.LoadAsync()).Head.OpenIntents));
        await _session.Clock.PassAsync(1);
        while (taker.UnsettledCount > 0)
        {
            await Task.Yield();
        }

        await _session.AssertEndedAsync(IntentFailure.JournalUnavailable);
        Assert.Equal([(nameof(IOException), 0), ("", 0)], heard);
    }

    private static void Throw(bool breaks)
    {
        if (breaks)
        {
            throw new JsonException("odd");
        }
    }

    private FaultyJournal Faulty(string failure, params int[] calls) =>
        new(_session.Journal, call => calls.Contains(call) ? StoreFault.Before : null)
        {
            Failure = message => failure switch
            {
                nameof(IOException) => new IOException(message),
                nameof(JournalCorruptException) => new JournalCorruptException(Trees.Id, "head", message),
#pragma warning disable CA2201 // Do not raise reserved exception types: the runtime is short of memory
                _ => new OutOfMemoryException(message),
#pragma warning restore CA2201
            },
        };

    private Task<JournaledSession> OpenAsync() => _session.OpenAsync(new() { OnAbort = AbortRule.Resume });

    private Task<TurnOutcome> TakeAsync(StreamedPieces engine) => _session.Taker(engine).RunAsync(
        Trees.Id, OneSession.Request(), new($"attempt-{engine.Asked.Count}", "key", IsRetry: false), null, Ends);

    private async Task AssertEndedAsync(IntentFailure failure, string kept)
    {
        var session = await _session.LoadAsync();
        var intent = Assert.Single(session.Intents);
        Assert.Equal((new IntentEnd.Failed(failure), 0), (intent.End, session.Head.OpenIntents));
        Assert.Equal(kept.Length > 0 ? [kept] : [], intent.Aborted.Items.Select(item => string.Concat(item.Completion!.Ids.Select(id => (char)id))));
    }
}
