using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>A completion comes when another attempt has its key: it becomes no turn, and is not lost in silence.</summary>
public sealed class TurnTakerOvertakenTests
{
    private readonly OneSession _session = new();
    private readonly List<(string SessionId, string AttemptId, int TokenCount)> _heard = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The sweep held the first attempt for lost; the request is taken again, and the first tokens stay with the key.</summary>
    [Fact]
    public async Task RunAsync_WhenTheSweepEndedItMeanwhile_KeepsWhatWasSampledAndTakesItAgain()
    {
        await _session.OpenAsync(new());
        var isFirst = true;
        var engine = new RecordedRequests
        {
            Meanwhile = async () =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    var open = Assert.Single((await _session.LoadAsync()).Intents);
                    await _session.Journal.EndAsync(Trees.Id, open, IntentFailure.Lost, Ends);
                }
            },
        };

        var taken = Assert.IsType<TurnOutcome.Committed>(await TakeAsync(engine));

        Assert.Equal(2, engine.Asked.Count);
        var session = await _session.LoadAsync();
        Assert.Equal(taken.Turn.Digest, Assert.Single(session.Trajectory.Turns).Digest);
        AssertKept(Assert.Single(session.Intents));
    }

    /// <summary>Another process took the key over, and its turn is the answer.</summary>
    [Fact]
    public async Task RunAsync_WhenAnotherAttemptTookTheTurnMeanwhile_KeepsWhatWasSampledAndTellsThatTurn()
    {
        await _session.OpenAsync(new());
        var other = Intents.Of("key") with { AttemptId = "other" };
        var engine = new RecordedRequests
        {
            Meanwhile = async () =>
            {
                var later = other with { StartedAt = _session.Clock.Now.AddHours(1), ExpiresAt = _session.Clock.Now.AddHours(2) };
                Assert.IsType<BeginOutcome.Begun>(await _session.Journal.BeginAsync(Trees.Id, later, Ends));
                var turn = (await _session.LoadAsync()).Trajectory.Restore(null, Trees.Root('x')).Active!;
                Assert.IsType<AppendOutcome.Appended>(await _session.Journal.AppendAsync(Trees.Id, turn, later, Ends));
            },
        };

        var told = Assert.IsType<TurnOutcome.Committed>(await TakeAsync(engine));

        Assert.True(told.IsReplay);
        Assert.Equal(['x'], told.Turn.Content.Completion.Ids);
        AssertKept(Assert.Single((await _session.LoadAsync()).Intents));
    }

    /// <summary>The journal is away when the tokens are to be kept: it is told when it is back.</summary>
    [Fact]
    public async Task RunAsync_WhenTheJournalIsAwayForWhatWasSampled_KeepsItLater()
    {
        await _session.OpenAsync(new());

        // 0 loads, 1 begins, 2 appends, 3 is to keep what was sampled.
        var faulty = new FaultyJournal(_session.Journal, call => call == 3 ? StoreFault.Before : null)
        {
            Failure = message => new JournalUnavailableException(message),
        };
        var other = Intents.Of("key") with { AttemptId = "other", StartedAt = Intents.Start.AddHours(1), ExpiresAt = Intents.Start.AddHours(9) };
        var engine = new RecordedRequests
        {
            Meanwhile = async () =>
            {
                Assert.IsType<BeginOutcome.Begun>(await _session.Journal.BeginAsync(Trees.Id, other, Ends));
            },
        };

        Assert.IsType<TurnOutcome.Failed>(await TakeAsync(engine, faulty));
        Assert.True(Assert.Single((await _session.LoadAsync()).Intents).Aborted.Items.IsEmpty);
        await _session.Clock.PassAsync(1);
        while (Assert.Single((await _session.LoadAsync()).Intents).Aborted.Items.IsEmpty)
        {
            await Task.Yield();
        }

        AssertKept(Assert.Single((await _session.LoadAsync()).Intents));
    }

    private Task<TurnOutcome> TakeAsync(RecordedRequests engine, ISessionJournal? journal = null)
    {
        var taker = _session.Taker(engine, journal);
        taker.Overtaken = (id, intent, count) => _heard.Add((id, intent.AttemptId, count));
        return taker.RunAsync(Trees.Id, OneSession.Request(), new("attempt", "key", IsRetry: false), null, Ends);
    }

    private void AssertKept(TurnIntent intent)
    {
        var kept = Assert.Single(intent.Aborted.Items);
        Assert.Equal(['h', 'i'], kept.Completion!.Ids);
        Assert.Equal([-1f, -1f], kept.Completion.Logprobs);
        Assert.Equal([(Trees.Id, "attempt", 2)], _heard);
    }
}
