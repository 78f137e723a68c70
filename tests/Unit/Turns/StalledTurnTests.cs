using Tito.Core.Inference;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Engines that give a turn up, say nothing, or hang. Notation: <see cref="StreamedPieces"/>.</summary>
public sealed class StalledTurnTests
{
    private readonly OneSession _session = new();

    /// <summary>An abort before a single token waits a second; the second one in a row ends the turn.</summary>
    [Theory]
    [InlineData("||abort;|hi<|stop", 1, 2, null)]
    [InlineData("|h|abort;|i<|stop", 0, 2, null)]
    [InlineData("||abort;|h|abort;||abort;|i<|stop", 2, 4, null)]
    [InlineData("||abort;||abort;|hi<|stop", 1, 2, 0)]
    [InlineData("|h|abort;||abort;||abort;|i<|stop", 1, 3, 1)]
    public async Task RunAsync_OfAbortsBeforeASingleToken_WaitsASecondAndGivesUpAtTheSecondInARow(
        string answers, int waits, int asked, int? kept)
    {
        await ResumingAsync();
        var engine = new StreamedPieces(answers.Split(';'));

        var turn = TakeAsync(engine);
        for (var wait = 0; wait < waits; wait++)
        {
            await _session.Clock.WaitForAsync(1);
            _session.Clock.Move(0.999);
            Assert.False(turn.IsCompleted);
            _session.Clock.Move(0.001);
        }

        Assert.Equal(kept is null, await turn is TurnOutcome.Committed);
        Assert.Equal(asked, engine.Asked.Count);
        Assert.Equal(kept is { } count ? [count] : [], await KeptAsync(isTaken: kept is null));
    }

    /// <summary>A grammar holds from the first token on: where there is none yet, the next engine begins.</summary>
    [Theory]
    [InlineData("||abort;|hi<|stop", true)]
    [InlineData("||abort;|h|abort;|i<|stop", false)]
    public async Task RunAsync_OfARequestWithAGrammar_GoesOnWhereNothingWasSampled(string answers, bool isTaken)
    {
        await ResumingAsync();
        var engine = new StreamedPieces(answers.Split(';'));

        var turn = TakeAsync(engine, request: OneSession.Request() with { HasGrammar = true });
        await _session.Clock.WaitForAsync(1);
        _session.Clock.Move(1);

        Assert.Equal(isTaken, await turn is TurnOutcome.Committed);
        Assert.Equal(2, engine.Asked.Count);
        Assert.Equal(isTaken ? [] : [1], await KeptAsync(isTaken));
    }

    /// <summary>Nobody is left to go on for.</summary>
    [Fact]
    public async Task RunAsync_WhenTheClientGoesAwayDuringTheWait_AsksNoMore()
    {
        await ResumingAsync();
        var engine = new StreamedPieces("||abort", "|hi<|stop");
        using var gone = new CancellationTokenSource();

        var turn = TakeAsync(engine, gone.Token);
        await _session.Clock.WaitForAsync(1);
        await gone.CancelAsync();

        Assert.Equal(ProblemCode.EngineAborted, OneSession.Code(await turn));
        Assert.Single(engine.Asked);
        Assert.Equal([0], await KeptAsync(isTaken: false));
    }

    /// <summary>
    /// All engines of a turn have the time of one: nine minutes from when the first was asked. What the last one says then is kept too.
    /// </summary>
    [Theory]
    [InlineData(null, 2)]
    [InlineData("hi!", 4)]
    public async Task RunAsync_OfAnEngineThatHangsAfterAResume_TimesOutWithTheTurn(string? lastWords, int kept)
    {
        await ResumingAsync();
        var engine = new HangingEngine("h") { AbortsFirst = true, Meanwhile = () => _session.Clock.Move(60), LastWords = lastWords };

        var turn = TakeAsync(engine);
        await _session.Clock.WaitForAsync(480);
        _session.Clock.Move(479.999);
        Assert.False(turn.IsCompleted);
        _session.Clock.Move(0.001);

        var failed = await turn;
        Assert.Equal(ProblemCode.EngineTimeout, OneSession.Code(failed));
        Assert.Contains("within 540 seconds", OneSession.Message(failed), StringComparison.Ordinal);
        Assert.Equal([kept], await KeptAsync(isTaken: false));
    }

    /// <summary>What the engine said is kept, with what it says when it is given up. Nobody is left to go on for.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData("hi!", 3)]
    public async Task RunAsync_WhenTheClientHangsUp_KeepsWhatTheEngineSaid(string? lastWords, int kept)
    {
        await ResumingAsync();
        var engine = new HangingEngine("h") { LastWords = lastWords };
        using var gone = new CancellationTokenSource();

        var turn = TakeAsync(engine, gone.Token);
        await engine.HangsAsync();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        await _session.AssertEndedAsync(IntentFailure.Abandoned);
        Assert.Equal([kept], await KeptAsync(isTaken: false));
    }

    private async Task ResumingAsync() => await _session.OpenAsync(new() { OnAbort = AbortRule.Resume });

    private Task<TurnOutcome> TakeAsync(
        IInferenceEngine engine, CancellationToken? gone = null, TurnRequest? request = null) => _session.Taker(engine).RunAsync(
        Trees.Id, request ?? OneSession.Request(), new("attempt", null, IsRetry: false), null, gone ?? TestContext.Current.CancellationToken);

    private async Task<IEnumerable<int>> KeptAsync(bool isTaken)
    {
        var intent = Assert.Single((await _session.LoadAsync()).Intents);
        Assert.Equal(isTaken, intent.End is IntentEnd.Committed);
        return intent.Aborted.Items.Select(item => item.TokenCount);
    }
}
