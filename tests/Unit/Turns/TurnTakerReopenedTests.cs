using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>The session is deleted while a turn of it is taken, and another one is opened under its id: nothing of the turn gets there.</summary>
public sealed class TurnTakerReopenedTests
{
    private readonly OneSession _session = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<SessionPolicy, string?> Requests =>
        new() { { SessionPolicy.Linear, "key" }, { SessionPolicy.Linear, null }, { SessionPolicy.Tree, "key" }, { SessionPolicy.Tree, null } };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task RunAsync_WhenTheEngineAnswersIntoAnotherSession_SaysThatTheTokensAreLost(SessionPolicy policy, string? key)
    {
        await _session.OpenAsync(new() { Policy = policy });
        var engine = new RecordedRequests { Meanwhile = () => ReopenAsync(policy) };

        var failed = await _session.TakeAsync(engine, key: key);

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(failed));
        Assert.Contains("The completion of 2 tokens was not recorded.", OneSession.Message(failed), StringComparison.Ordinal);
        Assert.Single(engine.Asked);
        await AssertUntouchedAsync();
    }

    /// <summary>Both have a turn, so that the fence of the one is that of the other.</summary>
    [Theory]
    [MemberData(nameof(Requests))]
    public async Task RunAsync_WhenItWasReadBeforeAndBeginsAfter_AsksNoEngine(SessionPolicy policy, string? key)
    {
        await _session.OpenAsync(new() { Policy = policy });
        await _session.OtherTurnAsync();
        var old = await _session.LoadAsync();
        await ReopenAsync(policy);
        await _session.OtherTurnAsync();

        var failed = await _session.TakeAsync(OneSession.NeverAsked, new StaleJournal(_session.Journal) { Old = old }, key);

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(failed));
        Assert.Single((await _session.LoadAsync()).Intents);
    }

    /// <summary>The turn was stored, with an answer that was lost; then the session goes.</summary>
    [Fact]
    public async Task RunAsync_WhenItsStoredTurnGoesWithTheSession_TellsNoOtherTurn()
    {
        await _session.OpenAsync(new());
        var (faulty, loads) = (Faulty(call => call == 2), 0);
        var journal = new StaleJournal(faulty)
        {
            BeforeLoad = async () =>
            {
                if (++loads == 2)
                {
                    await ReopenAsync(SessionPolicy.Linear);
                    await _session.OtherTurnAsync();
                }
            },
        };

        var taken = _session.TakeAsync(new(), journal, "key");
        await _session.Clock.PassAsync(0.1);

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(await taken));
        Assert.Equal(2, loads);
    }

    /// <summary>A tree's turn lost its place and is to become a sibling; then the session goes.</summary>
    [Fact]
    public async Task RunAsync_WhenTheSessionGoesBeforeTheSiblingIsMade_SaysThatTheTokensAreLost()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree });
        var loads = 0;
        var journal = new StaleJournal(_session.Journal) { BeforeLoad = () => ++loads == 2 ? ReopenAsync(SessionPolicy.Tree) : Task.CompletedTask };

        var failed = await _session.TakeAsync(new() { Meanwhile = _session.OtherTurnAsync }, journal, "key");

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(failed));
        Assert.Contains("The completion of 2 tokens", OneSession.Message(failed), StringComparison.Ordinal);
        await AssertUntouchedAsync();
    }

    /// <summary>The same request of the new session is one of its own, and does not wait for the old one's turn.</summary>
    [Theory]
    [InlineData(RepeatRule.Anew, "key")]
    [InlineData(RepeatRule.Replay, null)]
    public async Task RunAsync_OfTheNewSession_DoesNotJoinATurnOfTheOldOne(RepeatRule repeat, string? key)
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Linear, Repeat = repeat });
        Task<TurnOutcome>? second = null;
        var isFirst = true;
        TurnTaker? taker = null;
        var engine = new RecordedRequests
        {
            Meanwhile = async () =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    await ReopenAsync(SessionPolicy.Linear, repeat);
                    second = TakeAsync("second");
                }
            },
        };
        taker = _session.Taker(engine);

        var first = await TakeAsync("first");

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(first));
        Assert.False(Assert.IsType<TurnOutcome.Committed>(await second!).IsReplay);
        Assert.Single((await _session.LoadAsync()).Trajectory.Turns);

        Task<TurnOutcome> TakeAsync(string attempt) =>
            taker!.RunAsync(Trees.Id, OneSession.Request(), new(attempt, key, IsRetry: false), null, Ends);
    }

    private FaultyJournal Faulty(Func<int, bool> isLost) => new(_session.Journal, call => isLost(call) ? StoreFault.After : null)
    {
        Failure = message => new JournalUnavailableException(message),
    };

    private async Task AssertUntouchedAsync()
    {
        var session = await _session.LoadAsync();
        Assert.Equal((0, 0, 0L), (session.Trajectory.Turns.Count, session.Intents.Count, session.Head.Version));
    }

    /// <summary>Another session under the same id, with the same settings.</summary>
    private async Task ReopenAsync(SessionPolicy policy, RepeatRule? repeat = null)
    {
        await _session.DeleteAsync();
        _session.Clock.Move(1);
        await _session.OpenAsync(repeat is { } rule ? new() { Policy = policy, Repeat = rule } : new() { Policy = policy });
    }
}
