using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;
using Tito.Storage.InMemory;
using Tito.Tests.Support;

namespace Tito.Tests.Unit.Turns;

/// <summary>
/// The journal is away in the middle of a turn. Calls are counted: 0 loads, 1 begins, 2 and those after it append.
/// </summary>
public sealed class TurnTakerOutageTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhenTheJournalIsBackInTime_CommitsTheTurnOnce(bool stores)
    {
        await OpenAsync();
        var away = Away(call => call is >= 2 and < 12, stores);

        var outcome = await PassAsync(TakeAsync(Taker(away), "first"));

        Assert.False(Assert.IsType<TurnOutcome.Committed>(outcome).IsReplay);
        Assert.Equal(SessionState.Complete, await StateAsync());
        Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns);
    }

    [Fact]
    public async Task RunAsync_WhenTheJournalStaysAway_IsRefusedAfterTheCommitLimitAndFreesTheKeyWhenItIsBack()
    {
        await OpenAsync();
        var (isAway, began) = (false, default(DateTimeOffset));
        var away = Away(call => isAway || (call == 2 && Begins()), stores: false);
        var taker = Taker(away);

        var problem = Assert.IsType<TurnOutcome.Failed>(await PassAsync(TakeAsync(taker, "first"))).Problem;

        Assert.Equal((ProblemCode.JournalUnavailable, TimeSpan.FromSeconds(5)), (problem.Code, problem.RetryAfter));
        Assert.Contains("could not be recorded: The store is away.", problem.Message, StringComparison.Ordinal);
        Assert.InRange(_clock.GetUtcNow() - began, TurnLimits.Commit, TurnLimits.Commit + TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await _journal.LoadAsync(Id, Ends))!.Head.OpenIntents);

        isAway = false;
        var told = Assert.IsType<TurnOutcome.Committed>(await PassAsync(TakeAsync(taker, "second")));

        Assert.False(told.IsReplay);
        var session = (await _journal.LoadAsync(Id, Ends))!;
        Assert.Single(session.Trajectory.Turns);
        Assert.Equal(0, session.Head.OpenIntents);

        // What the first attempt had sampled stays with the intent: nothing is lost in silence.
        Assert.True(Assert.Single(Assert.Single(session.Intents).Aborted.Items).TokenCount > 0);

        // The clock runs before the journal is first asked to append, which takes a slow machine a while.
        bool Begins()
        {
            began = _clock.GetUtcNow();
            return isAway = true;
        }
    }

    /// <summary>The append is stored, and each of its answers is lost.</summary>
    [Fact]
    public async Task RunAsync_WhenTheTurnWasStoredAfterAll_TellsItToTheNextRequestOfTheKey()
    {
        await OpenAsync();
        var isAway = true;
        var away = Away(call => isAway && call >= 2, stores: true);
        var taker = Taker(away);

        Assert.IsType<TurnOutcome.Failed>(await PassAsync(TakeAsync(taker, "first")));
        isAway = false;
        var told = Assert.IsType<TurnOutcome.Committed>(await PassAsync(TakeAsync(taker, "second")));

        Assert.True(told.IsReplay);
        Assert.Equal("first", told.Turn.Content.Exchange.ResponseId);
        Assert.Equal(SessionState.Complete, await StateAsync());
    }

    /// <summary>
    /// Whoever has no key and was told that the turn could not be recorded asks for the same again, and marks it in no way. The turn was
    /// stored, and it may be the answer or the look at it that is lost.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task RunAsync_WhenTheTurnWasStoredAfterAll_TellsItToTheSameRequestWithoutAKey(int lost)
    {
        await OpenAsync();
        var isAway = true;
        var taker = Taker(Away(call => isAway && (call == 2 || call >= lost), stores: true));

        Assert.Equal(
            ProblemCode.JournalUnavailable, Assert.IsType<TurnOutcome.Failed>(await PassAsync(TakeAsync(taker, "first", null))).Problem.Code);
        isAway = false;
        var told = Assert.IsType<TurnOutcome.Committed>(await PassAsync(TakeAsync(taker, "second", null)));

        Assert.True(told.IsReplay);
        Assert.Equal("first", told.Turn.Content.Exchange.ResponseId);
        Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns);
    }

    /// <summary>Nobody works on a turn whose begin met the outage, whether it was stored or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhenTheBeginMeetsTheOutage_FreesTheKeyWhenTheJournalIsBack(bool stores)
    {
        await OpenAsync();
        var taker = Taker(Away(call => call == 1, stores));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => PassAsync(TakeAsync(taker, "first")));
        var told = Assert.IsType<TurnOutcome.Committed>(await PassAsync(TakeAsync(taker, "second")));

        Assert.False(told.IsReplay);
        Assert.Equal(0, (await _journal.LoadAsync(Id, Ends))!.Head.OpenIntents);
    }

    /// <summary>The client hears what the engine said, and not that nobody could write it down.</summary>
    [Fact]
    public async Task RunAsync_WhenTheEngineFailsAndTheJournalIsAway_TellsTheEnginesFailure()
    {
        await OpenAsync();
        var engine = new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Unreachable("no")).Says("a2");
        var taker = Taker(Away(call => call == 2, stores: false), engine);

        var failed = Assert.IsType<TurnOutcome.Failed>(await PassAsync(TakeAsync(taker, "first")));
        Assert.Equal(ProblemCode.EngineUnreachable, failed.Problem.Code);

        Assert.IsType<TurnOutcome.Committed>(await PassAsync(TakeAsync(taker, "second")));
    }

    private ValueTask OpenAsync() => new(new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), Ends));

    private TurnTaker Taker(ISessionJournal journal, IInferenceEngine? engine = null) =>
        new(journal, engine ?? new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2"), ServedModel.Qwen3, Limits, _clock);

    /// <summary>A journal that is away for some calls; what they ask may be stored all the same, and only the answer lost.</summary>
    private FaultyJournal Away(Func<int, bool> isAway, bool stores) =>
        new(_journal, call => !isAway(call) ? null : stores ? StoreFault.After : StoreFault.Before)
        {
            Failure = message => new JournalUnavailableException(message),
        };

    private async Task<SessionState> StateAsync() =>
        (await _journal.LoadAsync(Id, Ends))!.Status(_clock.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown).State;

    /// <summary>Lets the clock run until something has ended, at a pace at which it can.</summary>
    private async Task<T> PassAsync<T>(Task<T> task)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!task.IsCompleted && await pace.WaitForNextTickAsync(Ends))
        {
            _clock.Advance(Step);
        }

        return await task;
    }

    private static Task<TurnOutcome> TakeAsync(TurnTaker take, string attempt, string? key = "key") => Task.Run(
        () => take.RunAsync(
            Id,
            OpenAiChatFace.Instance.Read(JsonElement.Parse("""{"messages":[{"role":"user","content":"u1"}]}""")).Turn,
            new(attempt, key, IsRetry: false),
            null,
            Ends));
}
