using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns;

/// <summary>What keeps a turn from its engine, or its answer from the session; and clients that hang up.</summary>
public sealed class TurnTakerRefusalTests
{
    private readonly OneSession _session = new();

    [Fact]
    public async Task RunAsync_WhenTheSessionIsDeletedBeforeTheIntent_AsksNoEngine()
    {
        var old = await _session.OpenAsync(new());
        await _session.DeleteAsync();

        Assert.Equal(
            ProblemCode.SessionNotFound,
            OneSession.Code(await _session.TakeAsync(OneSession.NeverAsked, journal: new StaleJournal(_session.Journal) { Old = old })));
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsClosed_AsksNoEngine()
    {
        await _session.OpenAsync(new());
        await _session.CloseAsync();

        Assert.Equal(ProblemCode.SessionClosed, OneSession.Code(await _session.TakeAsync(OneSession.NeverAsked)));
        Assert.Empty((await _session.LoadAsync()).Intents);
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_AsksNoEngine()
    {
        await _session.OpenOtherAsync();

        Assert.Equal(ProblemCode.SessionNotFound, OneSession.Code(await _session.TakeAsync(OneSession.NeverAsked)));
    }

    [Fact]
    public async Task RunAsync_WhenTheAnswerHasNoAssistantMessage_IsRefusedAndEndsTheIntent()
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new() { Message = """{"role":"user","content":"hi"}""" });

        Assert.Equal(ProblemCode.EngineInvalidAnswer, OneSession.Code(failed));
        Assert.Contains("must be assistant.", OneSession.Message(failed), StringComparison.Ordinal);
        await _session.AssertEndedAsync(IntentFailure.EngineInvalidAnswer);
    }

    [Fact]
    public async Task RunAsync_WhenTheTurnIsLargerThanTheJournalKeeps_SaysSoAndKeepsWhatWasSampled()
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new(), journal: new StaleJournal(_session.Journal) { Limits = new(10) });

        Assert.Equal(ProblemCode.TurnTooLarge, OneSession.Code(failed));
        Assert.Contains("a journal keeps at most 10 of one turn. The completion of 2 tokens", OneSession.Message(failed), StringComparison.Ordinal);
        await _session.AssertKeptAsync(IntentFailure.TooLarge);
    }

    [Fact]
    public async Task RunAsync_WhenTheClientHangsUp_GivesATurnWithoutAKeyUp()
    {
        await _session.OpenAsync(new());
        using var hangUp = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _session.TakeAsync(new() { Meanwhile = hangUp.CancelAsync }, hangUp: hangUp));

        await _session.AssertEndedAsync(IntentFailure.Abandoned);
    }

    /// <summary>A client that has a key can come back for the answer.</summary>
    [Fact]
    public async Task RunAsync_WhenTheClientHangsUp_TakesATurnWithAKey()
    {
        await _session.OpenAsync(new());
        using var hangUp = new CancellationTokenSource();

        Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new() { Meanwhile = hangUp.CancelAsync }, key: "key", hangUp: hangUp));

        var intent = Assert.Single((await _session.LoadAsync()).Intents);
        Assert.Equal(
            ("key", false, _session.Clock.Now, _session.Clock.Now.AddMinutes(10)),
            (intent.Key, intent.IsGenerated, intent.StartedAt, intent.ExpiresAt));
    }
}
