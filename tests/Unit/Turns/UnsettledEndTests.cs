using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Somebody hears why the journal could not be told how an attempt ended: once, again for another reason, and when it was told.</summary>
public sealed class UnsettledEndTests
{
    private static readonly TurnIntent Intent = Intents.Of("k");
    private static readonly SessionHead Session = Heads.Of(Trees.Id);
    private static readonly JournalUnavailableException Away = new("It is away.", new IOException("the disk"));
    private static readonly JournalCorruptException Corrupt = new(Trees.Id, "session", "is broken.");
    private static readonly InvalidDataException Odd = new("odd");

    private readonly WaitingClock _clock = new();
    private readonly InMemoryJournal _journal = new();
    private readonly List<UnsettledEnd> _heard = [];
    private readonly List<(string AttemptId, int TokenCount)> _lost = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private AbortedCompletion Kept => new(2, TokenSegment.Sampled([1, 2], [-1f, -2f]), "v1", _clock.Now);

    [Fact]
    public async Task Settle_WhileTheJournalStaysAway_SaysSoOnce()
    {
        var unsettled = await BegunAsync(_ => Away);

        unsettled.Settle(Session, Intent with { ExpiresAt = _clock.Now.AddSeconds(2) }, IntentFailure.EngineAborted, Kept, Away);
        await PassAsync(unsettled, 300);

        Assert.Equal([new UnsettledEnd(Trees.Id, "k-1", IntentFailure.EngineAborted, 2, Away)], _heard);
        Assert.Equal([("k-1", 2)], _lost);
    }

    [Fact]
    public async Task Settle_WhenTheJournalFailsInAnotherWay_SaysThatTooAndThatItWasToldInTheEnd()
    {
        Exception?[] failures = [Away, Odd, Odd, Away, null];
        var unsettled = await BegunAsync(call => failures[call]);

        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        await PassAsync(unsettled, failures.Length);

        (Exception?, bool)[] expected = [(Away, true), (Odd, false), (Away, true), (null, false)];
        Assert.Equal(expected, _heard.Select(end => (end.Why, end.IsOutage)));
        Assert.All(_heard, end => Assert.Equal((Trees.Id, "k-1", IntentFailure.EngineError, 0), (end.SessionId, end.AttemptId, end.End, end.TokenCount)));
        Assert.Empty(_lost);
    }

    /// <summary>The damage may be what the first try failed at.</summary>
    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Settle_OfASessionThatIsBroken_SaysSoOnce(bool atOnce, int count)
    {
        var unsettled = await BegunAsync(_ => Corrupt);

        unsettled.Settle(Session, Intent, IntentFailure.JournalUnavailable, Kept, atOnce ? Corrupt : Away);
        await PassAsync(unsettled, 1);

        Assert.Equal((count, false), (_heard.Count, _heard[^1].IsOutage));
        Assert.Same(Corrupt, _heard[^1].Why);
        Assert.Equal([("k-1", 2)], _lost);
    }

    /// <summary>The first one is told, and has not the tokens of the second.</summary>
    [Fact]
    public async Task Settle_OfTheSameAttemptTwice_SaysThatTheTokensOfTheSecondAreLost()
    {
        var unsettled = await BegunAsync(_ => null);

        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        Assert.Empty(_lost);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, Kept, Away);

        Assert.Equal([("k-1", 2)], _lost);
        Assert.Single(_heard);
    }

    /// <summary>The process ends: nothing is lost with an attempt that had sampled nothing.</summary>
    [Fact]
    public async Task SayRest_NamesThoseThatHadTokens()
    {
        var unsettled = await BegunAsync(_ => Away);
        unsettled.Settle(Session, Intent, IntentFailure.JournalUnavailable, Kept, Away);
        unsettled.Settle(Session, Intents.Of("other"), IntentFailure.JournalUnavailable, null, Away);

        Assert.Equal((2, 0), (unsettled.Count, unsettled.UntoldCount));
        Assert.Equal(1, unsettled.SayRest());

        Assert.Equal(1, unsettled.UntoldCount);
        Assert.Equal([("k-1", 2)], _lost);
    }

    [Fact]
    public void Kinds_AreTheTypesOfTheWholeChainAndNoMessage()
    {
        Assert.Equal("JournalUnavailableException < IOException", Of(Away).Kinds);
        Assert.Equal("", Of(null).Kinds);
        Assert.True(Of(new OperationCanceledException()).IsOutage);
        Exception deep = Odd;
        for (var level = 0; level < 20; level++)
        {
            deep = new IOException("secret", deep);
        }

        Assert.Equal("IOException < IOException < IOException < IOException < IOException < IOException < IOException < IOException", Of(deep).Kinds);
    }

    private static UnsettledEnd Of(Exception? why) => new(Trees.Id, "attempt", IntentFailure.Lost, 0, why);

    private async Task PassAsync(UnsettledAttempts unsettled, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await _clock.PassAsync(1);
        }

        while (unsettled.Count > 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>A session in which the attempt began, and a journal whose calls fail so from then on.</summary>
    private async Task<UnsettledAttempts> BegunAsync(Func<int, Exception?> failureOf)
    {
        Assert.True(await _journal.CreateAsync(Session, Ends));
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync(Trees.Id, Intent, Ends));
        var failure = default(Exception);
        var faulty = new FaultyJournal(_journal, call => (failure = failureOf(call)) is null ? null : StoreFault.Before) { Failure = _ => failure! };
        return new(faulty, _heard.Add, (_, intent, count) => _lost.Add((intent.AttemptId, count)), _clock);
    }
}
