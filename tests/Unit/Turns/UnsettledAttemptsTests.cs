using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>The journal could not be told how an attempt ended: it is told a second later, and each second until it answers.</summary>
public sealed class UnsettledAttemptsTests
{
    private static readonly TurnIntent Intent = Intents.Of("k");
    private static readonly SessionHead Session = Heads.Of(Trees.Id);
    private static readonly JournalUnavailableException Away = new("It is away.");

    private readonly WaitingClock _clock = new();
    private readonly InMemoryJournal _journal = new();
    private readonly List<(string SessionId, string AttemptId, int TokenCount)> _untold = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private AbortedCompletion Kept => new(2, TokenSegment.Sampled([1, 2], [-1f, -2f]), "v1", _clock.Now);

    [Fact]
    public async Task Settle_WhenTheJournalAnswers_EndsTheAttemptAndKeepsWhatWasSampled()
    {
        var (unsettled, journal) = await BegunAsync(_ => null);
        unsettled.Settle(Session, Intent, IntentFailure.EngineAborted, Kept, Away);
        var settled = unsettled.SettledAsync(Intent, Ends);
        Assert.Equal((1, 0, false), (unsettled.Count, journal.Calls, settled.IsCompleted));

        await _clock.PassAsync(1);

        Assert.True(await settled);
        Assert.Equal((0, 1), (unsettled.Count, journal.Calls));
        var ended = await IntentAsync();
        Assert.Equal(new IntentEnd.Failed(IntentFailure.EngineAborted), ended.End);
        Assert.Equal((2, "v1"), (Assert.Single(ended.Aborted.Items).TokenCount, ended.Aborted.Items[0].WeightVersion));
    }

    [Fact]
    public async Task Settle_OfTheSameAttemptTwice_TellsItOnce()
    {
        var (unsettled, journal) = await BegunAsync(_ => null);

        unsettled.Settle(Session, Intent, IntentFailure.EngineAborted, null, Away);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        Assert.Equal(1, unsettled.Count);
        var settled = unsettled.SettledAsync(Intent, Ends);
        await _clock.PassAsync(1);

        Assert.True(await settled);
        Assert.Equal(1, journal.Calls);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.EngineAborted), (await IntentAsync()).End);
    }

    /// <summary>A call that hangs is given up after the 30 seconds of a commit.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Settle_WhileTheJournalIsAway_TriesAgain(bool hangs) => await SettlesAsync(
        hangs ? StoreFault.Silence : StoreFault.Before, message => new JournalUnavailableException(message), isHeard: true);

    /// <summary>Nobody waits for what is told here, and who told nobody would lose the tokens.</summary>
    [Fact]
    public async Task Settle_WhenTheJournalFailsInAnotherWay_TriesAgain() =>
        await SettlesAsync(StoreFault.Before, message => new InvalidDataException(message), isHeard: true);

    /// <summary>An attempt that was overtaken may begin once more, and both may end in an outage.</summary>
    [Fact]
    public async Task Settle_OfAnAttemptThatBeganTwice_TellsBoth()
    {
        var (unsettled, journal) = await BegunAsync(_ => null);

        unsettled.Settle(Session, Intent with { StartedAt = Intent.StartedAt.AddHours(-1) }, IntentFailure.Lost, Kept, Away);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        Assert.Equal(2, unsettled.Count);
        await _clock.PassAsync(1);
        while (unsettled.Count > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(2, journal.Calls);
        var ended = await IntentAsync();
        Assert.Equal(new IntentEnd.Failed(IntentFailure.EngineError), ended.End);
        Assert.Equal(2, Assert.Single(ended.Aborted.Items).TokenCount);
    }

    /// <summary>The outage lasts longer than the intent, and longer than the five minutes of what was sampled: somebody is told.</summary>
    [Fact]
    public async Task Settle_WhenTheJournalStaysAwayForTooLong_SaysThatTheTokensAreLost()
    {
        var (unsettled, journal) = await BegunAsync(_ => StoreFault.Before);
        var expiring = Intent with { ExpiresAt = _clock.Now.AddSeconds(2) };

        unsettled.Settle(Session, expiring, IntentFailure.JournalUnavailable, Kept, Away);
        for (var second = 0; second < 300; second++)
        {
            Assert.Empty(_untold);
            await _clock.PassAsync(1);
        }

        while (unsettled.Count > 0)
        {
            await Task.Yield();
        }

        Assert.Equal((300, 1), (journal.Calls, unsettled.UntoldCount));
        Assert.Equal([(Trees.Id, Intent.AttemptId, 2)], _untold);
    }

    /// <summary>It will not be whole in five minutes.</summary>
    [Fact]
    public async Task Settle_OfTokensInASessionThatIsBroken_SaysThatTheyAreLost()
    {
        var (unsettled, journal) = await BegunAsync(_ => StoreFault.Before, message => new JournalCorruptException(Trees.Id, "session", message));

        unsettled.Settle(Session, Intent, IntentFailure.JournalUnavailable, Kept, Away);
        await _clock.PassAsync(1);
        while (unsettled.Count > 0)
        {
            await Task.Yield();
        }

        Assert.Equal((1, 1), (journal.Calls, unsettled.UntoldCount));
        Assert.Equal([(Trees.Id, Intent.AttemptId, 2)], _untold);
    }

    /// <summary>Whoever reads the session is told what is wrong with it.</summary>
    [Fact]
    public async Task Settle_OfASessionThatIsBroken_DoesNotTryAgain() => await SettlesAsync(
        StoreFault.Before, message => new JournalCorruptException(Trees.Id, "session", message), isHeard: false);

    /// <summary>Nobody waits for an intent that has expired, at its time or later.</summary>
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(1.5, 2)]
    public async Task Settle_WhileTheJournalStaysAway_EndsWithTheIntent(double seconds, int calls)
    {
        var (unsettled, journal) = await BegunAsync(_ => StoreFault.Before);
        var expiring = Intent with { ExpiresAt = _clock.Now.AddSeconds(seconds) };

        unsettled.Settle(Session, expiring, IntentFailure.EngineError, null, Away);
        Assert.Equal(calls > 0 ? 1 : 0, unsettled.Count);
        var settled = unsettled.SettledAsync(expiring, Ends);
        for (var call = 0; call < calls; call++)
        {
            await _clock.PassAsync(1);
        }

        Assert.Equal(calls > 0, await settled);
        Assert.Equal((0, calls), (unsettled.Count, journal.Calls));
        Assert.Null((await IntentAsync()).End);
    }

    [Fact]
    public async Task SettledAsync_WhileTheJournalStaysAway_WaitsThreeSeconds()
    {
        var (unsettled, journal) = await BegunAsync(_ => StoreFault.Before);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        await _clock.PassAsync(1);
        await _clock.WaitForAsync(1);

        var settled = unsettled.SettledAsync(Intent, Ends);
        _clock.Move(1);
        await _clock.PassAsync(1);
        await _clock.WaitForAsync(1);
        Assert.False(settled.IsCompleted);
        _clock.Move(1);

        Assert.False(await settled);
        Assert.Equal((1, true), (unsettled.Count, journal.Calls >= 3));
    }

    [Fact]
    public async Task SettledAsync_OfAnAttemptThatIsNone_DoesNotWait()
    {
        var (unsettled, _) = await BegunAsync(_ => null);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);

        Assert.False(await unsettled.SettledAsync(Intent with { AttemptId = "other" }, Ends));
    }

    private async Task SettlesAsync(StoreFault fault, Func<string, Exception> failure, bool isHeard)
    {
        var (unsettled, journal) = await BegunAsync(call => call == 0 ? fault : null, failure);
        unsettled.Settle(Session, Intent, IntentFailure.EngineError, null, Away);
        await _clock.PassAsync(1);
        if (fault == StoreFault.Silence)
        {
            await _clock.PassAsync(30);
        }

        if (isHeard)
        {
            await _clock.WaitForAsync(1);
        }

        var settled = unsettled.SettledAsync(Intent, Ends);
        _clock.Move(1);

        await settled;
        Assert.Equal((0, isHeard ? 2 : 1), (unsettled.Count, journal.Calls));
        Assert.Equal(isHeard ? new IntentEnd.Failed(IntentFailure.EngineError) : null, (await IntentAsync()).End);
        Assert.Empty(_untold);
    }

    private async Task<TurnIntent> IntentAsync() => Assert.Single((await _journal.LoadAsync(Trees.Id, Ends))!.Intents);

    /// <summary>A session in which the attempt began, and a journal over it some of whose calls go wrong.</summary>
    private async Task<(UnsettledAttempts Unsettled, FaultyJournal Journal)> BegunAsync(
        Func<int, StoreFault?> faultOf, Func<string, Exception>? failure = null)
    {
        Assert.True(await _journal.CreateAsync(Session, Ends));
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync(Trees.Id, Intent, Ends));
        var faulty = new FaultyJournal(_journal, faultOf) { Failure = failure ?? (message => new JournalUnavailableException(message)) };
        return (new(faulty, _ => { }, (id, intent, count) => _untold.Add((id, intent.AttemptId, count)), _clock), faulty);
    }
}
