using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>What a client learns when something else happens before or while the engine works, and what is left of the intent.</summary>
public sealed class TurnTakerMeanwhileTests
{
    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WhenTheSessionIsDeletedBeforeTheIntent_AsksNoEngine()
    {
        var old = await OpenAsync(new());
        await DeleteAsync();

        Assert.Equal(ProblemCode.SessionNotFound, Code(await TakeAsync(NeverAsked, journal: new StaleJournal(_journal) { Old = old })));
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsClosed_AsksNoEngine()
    {
        await OpenAsync(new());
        await CloseAsync();

        Assert.Equal(ProblemCode.SessionClosed, Code(await TakeAsync(NeverAsked)));
        Assert.Empty((await LoadAsync()).Intents);
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_AsksNoEngine()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening));

        Assert.Equal(ProblemCode.SessionNotFound, Code(await TakeAsync(NeverAsked)));
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsDeletedMeanwhile_SaysThatTheTokensAreLost()
    {
        await OpenAsync(new());

        var failed = await TakeAsync(new() { Meanwhile = DeleteAsync });

        Assert.Equal(ProblemCode.SessionDeleted, Code(failed));
        Assert.Contains("The completion of 2 tokens was not recorded.", Message(failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsClosedMeanwhile_SaysSoAndEndsTheIntent()
    {
        await OpenAsync(new());

        var failed = await TakeAsync(new() { Meanwhile = CloseAsync });

        Assert.Equal(ProblemCode.SessionClosed, Code(failed));
        Assert.Contains("was closed while the engine worked. The completion of 2 tokens", Message(failed), StringComparison.Ordinal);
        await AssertEndedAsync(IntentFailure.SessionClosed);
    }

    [Fact]
    public async Task RunAsync_WhenALinearSessionGotATurnMeanwhile_SaysHowManyThereAre()
    {
        await OpenAsync(new());

        var failed = await TakeAsync(new() { Meanwhile = OtherTurnAsync });

        Assert.Equal(ProblemCode.SessionAdvanced, Code(failed));
        Assert.Contains("had 0 turns when this request began and has 1 now. The completion of 2 tokens", Message(failed), StringComparison.Ordinal);
        await AssertEndedAsync(IntentFailure.SessionAdvanced);
    }

    [Fact]
    public async Task RunAsync_WhenALinearSessionIsRolledBackMeanwhile_SaysWhereTo()
    {
        await OpenAsync(new());
        await OtherTurnAsync();

        var failed = await TakeAsync(new() { Meanwhile = async () => Assert.IsType<MoveOutcome.Moved>(await _journal.MoveAsync(Trees.Id, new(1, 0), null, Ends)) });

        Assert.Equal(ProblemCode.SessionAdvanced, Code(failed));
        Assert.Contains("was rolled back to turn -1 while the engine worked. The completion of 2 tokens", Message(failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenATreeGotATurnMeanwhile_CommitsASibling()
    {
        await OpenAsync(new() { Policy = SessionPolicy.Tree });

        var committed = Assert.IsType<TurnOutcome.Committed>(await TakeAsync(new() { Meanwhile = OtherTurnAsync }));

        Assert.Equal((1, null, false), (committed.Turn.Sequence, committed.Turn.Parent, committed.IsReplay));
        Assert.Equal(committed.Turn.Digest, (await LoadAsync()).Trajectory.Tip);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task RunAsync_WhenATreeGotItsLastTurnMeanwhile_SaysThatItIsFull(int maxTurns, bool isFull)
    {
        await OpenAsync(new() { Policy = SessionPolicy.Tree, MaxTurns = maxTurns });

        var outcome = await TakeAsync(new() { Meanwhile = OtherTurnAsync });

        Assert.Equal(isFull, outcome is TurnOutcome.Failed { Problem.Code: ProblemCode.SessionFull });
        Assert.Equal(isFull, outcome is not TurnOutcome.Committed);
    }

    [Theory]
    [InlineData(null, "the engine gave ids alone, and the family has no parser for them.")]
    [InlineData("""{"role":"user","content":"hi"}""", "must be assistant.")]
    public async Task RunAsync_WhenTheAnswerHasNoAssistantMessage_IsRefusedAndEndsTheIntent(string? message, string why)
    {
        await OpenAsync(new());

        var failed = await TakeAsync(new() { Message = message });

        Assert.Equal(ProblemCode.EngineInvalidAnswer, Code(failed));
        Assert.Contains(why, Message(failed), StringComparison.Ordinal);
        await AssertEndedAsync(IntentFailure.EngineInvalidAnswer);
    }

    [Fact]
    public async Task RunAsync_WhenTheClientHangsUp_GivesATurnWithoutAKeyUp()
    {
        await OpenAsync(new());
        using var hangUp = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TakeAsync(new() { Meanwhile = hangUp.CancelAsync }, cancellationToken: hangUp.Token));

        await AssertEndedAsync(IntentFailure.Abandoned);
    }

    /// <summary>A client that has a key can come back for the answer.</summary>
    [Fact]
    public async Task RunAsync_WhenTheClientHangsUp_TakesATurnWithAKey()
    {
        await OpenAsync(new());
        using var hangUp = new CancellationTokenSource();

        Assert.IsType<TurnOutcome.Committed>(await TakeAsync(new() { Meanwhile = hangUp.CancelAsync }, key: "key", cancellationToken: hangUp.Token));

        var intent = Assert.Single((await LoadAsync()).Intents);
        Assert.Equal(("key", false, _clock.Now, _clock.Now.AddMinutes(10)), (intent.Key, intent.IsGenerated, intent.StartedAt, intent.ExpiresAt));
    }

    private static RecordedRequests NeverAsked => new() { Meanwhile = () => throw new InvalidOperationException("asked") };

    private static ProblemCode Code(TurnOutcome outcome) => Assert.IsType<TurnOutcome.Failed>(outcome).Problem.Code;

    private static string Message(TurnOutcome outcome) => Assert.IsType<TurnOutcome.Failed>(outcome).Problem.Message;

    private async Task<JournaledSession> OpenAsync(SessionSettings settings)
    {
        await new SessionOpener(_journal, ScriptModels.Of(ScriptFamily.Closing), _clock).RunAsync(Trees.Id, settings, Ends);
        return await LoadAsync();
    }

    private async Task<JournaledSession> LoadAsync() => (await _journal.LoadAsync(Trees.Id, Ends))!;

    private async Task DeleteAsync() => Assert.True(await _journal.DeleteAsync(Trees.Id, null, Ends));

    private async Task CloseAsync() => Assert.NotNull(await new SessionCloser(_journal, _clock).RunAsync(Trees.Id, Ends));

    private async Task OtherTurnAsync() => Assert.IsType<AppendOutcome.Appended>(
        await _journal.StoreAsync(Trees.Id, (await LoadAsync()).Trajectory.Restore(null, Trees.Root('x')).Active!, Ends, "other"));

    private async Task AssertEndedAsync(IntentFailure failure) =>
        Assert.Contains(new IntentEnd.Failed(failure), (await LoadAsync()).Intents.Select(intent => intent.End));

    private Task<TurnOutcome> TakeAsync(
        RecordedRequests engine, ISessionJournal? journal = null, string? key = null, CancellationToken cancellationToken = default)
    {
        var request = new TurnRequest { Digest = Digest.Of("body"u8), Messages = [Chat.User("u")], Inputs = TurnInputs.None, Fields = JsonElement.Parse("{}") };
        return new TurnTaker(journal ?? _journal, engine, ScriptModels.Of(ScriptFamily.Closing), new(TimeSpan.FromMinutes(9)), _clock)
            .RunAsync(Trees.Id, request, new("attempt", key, IsRetry: false), null, cancellationToken);
    }
}
