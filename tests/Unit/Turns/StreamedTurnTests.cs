using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns;

/// <summary>Turns whose engine tells its tokens as they come, and gives some of them up. Notation: <see cref="StreamedPieces"/>.</summary>
public sealed class StreamedTurnTests : ITurnObserver
{
    private OneSession _session = new() { Model = Model(takesEngineParse: false) };
    private LiveTurn? _live;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    void ITurnObserver.OnRunning(LiveTurn turn, bool isJoined) => _live = turn;

    /// <summary>Who was shown something is shown all of it; who was not has the answer whole.</summary>
    [Theory]
    [InlineData("|hi<|stop", "")]
    [InlineData("h|hi<|stop", "hi")]
    [InlineData("hi<|hi<|stop", "hi")]
    public async Task RunAsync_OfAStream_ShowsTheWholeMessage(string answer, string shown)
    {
        var turn = await TakenAsync(new(answer));

        Assert.Equal("hi", turn.Content.Assistant.Json.GetProperty("content").GetString());
        Assert.Equal(shown, string.Concat(_live!.From(0).Select(delta => delta.Text)));
        Assert.Equal((true, true), (_live.IsSampled, _live.IsEnded));
    }

    [Theory]
    [InlineData("hx|hi<|stop", "deltas")]
    [InlineData("hi<x|hi<|stop", "deltas")]
    [InlineData("|h?|stop", "token 1")]
    public async Task RunAsync_OfAnAnswerThatContradictsItself_IsRefused(string answer, string param)
    {
        var problem = await RefusedAsync(new(answer));

        Assert.Equal(ProblemCode.EngineInvalidAnswer, problem.Code);
        Assert.Contains(param, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.EngineInvalidAnswer), (await IntentAsync()).End);
    }

    [Theory]
    [InlineData("hx|hi|abort")]
    [InlineData("|h?|abort")]
    public async Task RunAsync_OfAPieceThatContradictsItself_IsNotGoneOnFrom(string answer)
    {
        var engine = new StreamedPieces(answer, "|hi<|stop");

        Assert.Equal(ProblemCode.EngineInvalidAnswer, (await RefusedAsync(engine)).Code);
        Assert.Single(engine.Asked);
    }

    /// <summary>Who has read the deltas has read our message; an engine's own would be another one.</summary>
    [Theory]
    [InlineData("h|hi<|stop", "hi")]
    [InlineData("|hi<|stop", "HI")]
    public async Task RunAsync_OfAStreamWhoseEngineParses_KeepsWhatWasShown(string answer, string content)
    {
        var turn = await TakenAsync(new(answer) { Message = """{"role":"assistant","content":"HI"}""" }, takesEngineParse: true);

        Assert.Equal((content, "content"), (turn.Content.Assistant.Json.GetProperty("content").GetString(), turn.Content.Exchange.Disagreement));
    }

    /// <summary>A completion that was given up when it was whole is whole.</summary>
    [Theory]
    [InlineData("|hi<|abort", null, "stop")]
    [InlineData("|hi|abort", 2, "length")]
    [InlineData("|hix|abort", 2, "length")]
    [InlineData("|hi<|abort", 3, "stop")]
    public async Task RunAsync_OfAnAbortAfterTheEnd_TakesTheTurn(string answer, int? limit, string reason)
    {
        var engine = new StreamedPieces(answer, "|!nonsense");

        Assert.Equal(reason, (await TakenAsync(engine, limit: limit)).Content.FinishReason);
        Assert.Single(engine.Asked);
    }

    /// <summary>All engines of a turn have the time of one.</summary>
    [Theory]
    [InlineData(539, true)]
    [InlineData(540, false)]
    [InlineData(541, false)]
    public async Task RunAsync_OfAResumeAfterTheTimeIsOver_DoesNotAsk(int seconds, bool isTaken)
    {
        var asked = 0;
        var engine = new StreamedPieces("|h|abort", "|i<|stop") { Meanwhile = () => _session.Clock.Move(asked++ == 0 ? seconds : 0) };

        var outcome = await OutcomeAsync(engine, AbortRule.Resume);

        Assert.Equal(isTaken, outcome is TurnOutcome.Committed);
        Assert.Equal(isTaken ? 2 : 1, engine.Asked.Count);
        Assert.Equal(isTaken, outcome is not TurnOutcome.Failed { Problem.Code: ProblemCode.EngineTimeout });
        Assert.Equal(isTaken ? [] : [1], (await IntentAsync()).Aborted.Items.Select(item => item.TokenCount));
    }

    /// <summary>
    /// Whoever waits for a look at engines works on nothing yet. The engine has its 540 s from when the intent was stored, which may take
    /// 30 s; after the rest the intent expires.
    /// </summary>
    [Fact]
    public async Task RunAsync_OfAnEngineThatNeverAnswers_EndsWhileThereIsTimeToSaySo()
    {
        var taking = RefusedAsync(new("hi|!hangs"));
        await _session.Clock.PassAsync(570);

        var problem = await taking;
        Assert.Equal(ProblemCode.EngineTimeout, problem.Code);
        Assert.EndsWith(
            " The completion of 2 tokens was not recorded as a turn. They stay with the intent and are not part of the session.",
            problem.Message,
            StringComparison.Ordinal);
        var intent = await IntentAsync();
        Assert.Equal((new IntentEnd.Failed(IntentFailure.EngineTimeout), 2), (intent.End, Assert.Single(intent.Aborted.Items).TokenCount));
        Assert.Equal(_session.Clock.Now.AddSeconds(30), intent.ExpiresAt);
    }

    /// <summary>
    /// An engine that says "stop" and not at what: the place of a stop string, or of a stop token, of the client's says it, where no end of
    /// the family's does.
    /// </summary>
    [Theory]
    [InlineData("|hi END|stop", "hi ", EndKind.StopString, "END", null)]
    [InlineData("hi END|hi END|stop", "hi ", EndKind.StopString, "END", null)]
    [InlineData("|hi ENDx|stop", "hi ", EndKind.StopString, "END", null)]
    [InlineData("|hi ENDEN|stop", "hi ", EndKind.StopString, "END", null)]
    [InlineData("|hi ST|stop", "hi ", EndKind.StopString, "ST", null)]
    [InlineData("|hi STEND|stop", "hi ", EndKind.StopString, "ST", null)]
    [InlineData("|hi END|length", "hi END", EndKind.Length, null, null)]
    [InlineData("|hi END<|stop", "hi END", EndKind.StopToken, null, null)]
    [InlineData("|hi EN|stop", "hi EN", EndKind.NoStopToken, null, null)]
    [InlineData("|hi!|stop", "hi", EndKind.ForeignToken, null, (int)'!')]
    [InlineData("hi!|hi!|stop", "hi", EndKind.ForeignToken, null, (int)'!')]
    public async Task RunAsync_OfAStopThatIsNotNamed_FindsTheClients(string answer, string content, EndKind kind, string? text, int? token)
    {
        var stops = new TurnStops(["END", "ST"], ['!']);

        var turn = (await TakenAsync(new(answer), stops: stops)).Content;

        Assert.Equal(content, turn.Assistant.Json.GetProperty("content").GetString());
        Assert.Equal((kind, text, token), (turn.End!.Kind, turn.Stop?.Text, turn.Stop?.TokenId));
        Assert.Contains(string.Concat(_live!.From(0).Select(delta => delta.Text)), (string[])["", content]);
    }

    /// <summary>What was told before is kept with the intent, unless the engine contradicts itself.</summary>
    [Theory]
    [InlineData("hi|!unreachable", ProblemCode.EngineUnreachable, 2)]
    [InlineData("|!unreachable", ProblemCode.EngineUnreachable, null)]
    [InlineData("hi|!nonsense", ProblemCode.EngineInvalidAnswer, null)]
    public async Task RunAsync_OfAnEngineThatFailsMidway_KeepsWhatItTold(string answer, ProblemCode code, int? kept)
    {
        Assert.Equal(code, (await RefusedAsync(new(answer))).Code);

        Assert.Equal(kept, (await IntentAsync()).Aborted.Items.SingleOrDefault()?.TokenCount);
    }

    /// <summary>Two tokens of one engine, and a second one that cannot be used: by the wire, by its deltas, or by its ids.</summary>
    [Theory]
    [InlineData("i|!nonsense")]
    [InlineData("x|hi<|stop")]
    [InlineData("|h?|stop")]
    [InlineData("|h?|abort")]
    [InlineData("|h?<|abort")]
    public async Task RunAsync_WhenWhoGoesOnContradictsItself_KeepsWhatCameBefore(string second)
    {
        Assert.Equal(ProblemCode.EngineInvalidAnswer, (await RefusedAsync(new("|hi|abort", second))).Code);

        var kept = Assert.Single((await IntentAsync()).Aborted.Items);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.EngineInvalidAnswer), (await IntentAsync()).End);
        Assert.Equal(StreamedPieces.Ids("hi"), kept.Completion!.Ids);
    }

    /// <summary>Its answer names the weights that it ended with: the others are known by the deltas that they sampled.</summary>
    [Theory]
    [InlineData("hi<|hi<|stop", "778", "v7:0-2 v8:2-3")]
    [InlineData("hi<|hi<|stop", "888", "")]
    [InlineData("h|hi<|stop", "7", "v7:0-1 v8:1-3")]
    [InlineData("hi<|hi<|stop", "", "")]
    [InlineData("h|hi<|stop", "", "")]
    [InlineData("|hi<|stop", "", "")]
    [InlineData("hix<|hix<|stop", "7878", "v7:0-1 v8:1-2 v7:2-3 v8:3-4")]
    public async Task RunAsync_OfAStreamThatNamesItsWeightsByDelta_KeepsWhichSampledWhich(string answer, string versions, string spans)
    {
        var exchange = (await TakenAsync(new(answer) { Versions = ["v8"], DeltaVersions = versions })).Content.Exchange;

        Assert.Equal(spans, string.Join(' ', exchange.WeightSpans.Select(span => $"{span.Version}:{span.Start}-{span.End}")));
        Assert.Equal("v8", exchange.WeightVersion);
    }

    [Fact]
    public async Task RunAsync_OfARoot_KeepsItsTagAndLineAndOfWhatContinuesItNeither()
    {
        await OpenAsync(AbortRule.Refuse);
        var engine = new StreamedPieces("|x<|stop");

        var root = await TurnAsync(engine, [Chat.User("u")], "main", new("a", null, null));
        var next = await TurnAsync(engine, [Chat.User("u"), Chat.Assistant("x"), Chat.User("v")], "other", new("a", "b", null));

        Assert.Equal(("main", "a"), (root.Turn.Content.Exchange.Agent, root.Turn.Content.Exchange.Line?.Id));
        Assert.Equal((0, null, null), (next.Turn.Parent?.Sequence, next.Turn.Content.Exchange.Agent, next.Turn.Content.Exchange.Line));
        Assert.Equal((0, 0), (root.GhostCount, next.GhostCount));
        Assert.Equal((null, null), (root.Fork, next.Fork));
    }

    /// <summary>A tree says what an answer stands beside; a linear session has no forks.</summary>
    [Theory]
    [InlineData(SessionPolicy.Tree, true)]
    [InlineData(SessionPolicy.Linear, false)]
    public async Task RunAsync_OfTheSameRequestAgain_SaysWhatItForksFrom(SessionPolicy policy, bool forks)
    {
        await OpenAsync(AbortRule.Refuse, policy);
        var engine = new StreamedPieces("|x<|stop");

        var first = await TurnAsync(engine, [Chat.User("u")], null, null);
        var second = await TurnAsync(engine, [Chat.User("u")], null, null);

        Assert.Equal(forks ? [first.Turn.Sequence] : [], (second.Fork?.Turns ?? []).Select(turn => turn.Sequence));
        Assert.Equal(forks, second.Fork is not null);
    }

    /// <summary>Nobody can ask for a turn by a key that nobody was told; by the id of its answer somebody may.</summary>
    [Theory]
    [InlineData("key", false, true)]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    public async Task RunAsync_WhereItMayBeAskedFor_KeepsWhatItsAnswerRepeats(string? key, bool isToldById, bool keeps)
    {
        await OpenAsync(AbortRule.Refuse);
        var request = OneSession.Request() with { Echo = new("chat", "{}"), IsToldById = isToldById };

        await _session.Taker(new StreamedPieces("|x<|stop")).RunAsync(Trees.Id, request, new("attempt", key, IsRetry: false), null, Ends);

        Assert.Equal(keeps ? new RequestEcho("chat", "{}") : null, (await IntentAsync()).Echo);
    }

    private async Task<Turn> TakenAsync(StreamedPieces engine, bool takesEngineParse = false, int? limit = null, TurnStops? stops = null) =>
        Assert.IsType<TurnOutcome.Committed>(await OutcomeAsync(engine, AbortRule.Resume, takesEngineParse, limit, stops)).Turn;

    private async Task<Problem> RefusedAsync(StreamedPieces engine) =>
        Assert.IsType<TurnOutcome.Failed>(await OutcomeAsync(engine, AbortRule.Resume)).Problem;

    private async Task<TurnIntent> IntentAsync() => Assert.Single((await _session.LoadAsync()).Intents);

    private async Task<TurnOutcome> OutcomeAsync(
        StreamedPieces engine, AbortRule rule, bool takesEngineParse = false, int? limit = null, TurnStops? stops = null)
    {
        _session = takesEngineParse ? new() { Model = Model(takesEngineParse) } : _session;
        await OpenAsync(rule);
        return await _session.Taker(engine).RunAsync(
            Trees.Id, OneSession.Request() with { TokenLimit = limit, Stops = stops ?? TurnStops.None }, new("attempt", null, IsRetry: false), this, Ends);
    }

    private async Task<TurnOutcome.Committed> TurnAsync(StreamedPieces engine, IReadOnlyList<ChatMessage> messages, string? agent, SessionLine? line) =>
        Assert.IsType<TurnOutcome.Committed>(await _session.Taker(engine).RunAsync(
            Trees.Id, OneSession.Request() with { Messages = messages, Agent = agent, Line = line }, new($"attempt-{engine.Asked.Count}", null, IsRetry: false), null, Ends));

    private async Task OpenAsync(AbortRule rule, SessionPolicy policy = SessionPolicy.Tree) =>
        await _session.OpenAsync(new() { Policy = policy, OnAbort = rule, Repeat = RepeatRule.Anew });

    private static SessionModel Model(bool takesEngineParse) => SessionModel.Load(
        new()
        {
            Name = "tiny",
            FixedTemplate = SpliceModel.Closing,
            AppendRoles = [Role.Tool, Role.User],
            Boundary = new BoundaryRule.AppendAfter("<|e|>", "\n"),
            AssistantStart = "<|a|>",
            Completion = CompletionFormats.Qwen,
            TakesEngineParse = takesEngineParse,
        },
        SpliceModel.Assets(),
        null);
}
