using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>What a request says, for a trainer, of a turn that another request began.</summary>
public sealed class TurnTakerSaidTests : ITurnObserver
{
    private static readonly Labels Step = LabelsOf.One("step", "3");

    private readonly OneSession _session = new();
    private readonly HeldSampling _engine = new();
    private readonly TaskCompletionSource<bool> _told = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    void ITurnObserver.OnRunning(LiveTurn turn, bool isJoined) => _told.TrySetResult(isJoined);

    /// <summary>By its key, as a marked retry, or as an equal request where those are one.</summary>
    [Theory]
    [InlineData("k", false, RepeatRule.Anew)]
    [InlineData(null, true, RepeatRule.Anew)]
    [InlineData(null, false, RepeatRule.Replay)]
    public async Task RunAsync_OfARetryThatWaitsForTheRunningTurn_KeepsWhatItSays(string? key, bool isRetry, RepeatRule repeat)
    {
        await _session.OpenAsync(new() { Repeat = repeat });
        var taker = _session.Taker(_engine);
        var first = TakeAsync(taker, new("a", key, IsRetry: false), new(Step, 0.25), null);
        await _engine.AskedAsync();

        var retry = TakeAsync(taker, new("b", key, isRetry), new(null, 0.5), this);
        Assert.True(await _told.Task);
        _engine.End("stop");

        Assert.IsType<TurnOutcome.Committed>(await first);
        Assert.IsType<TurnOutcome.Committed>(await retry);
        Assert.Equal([KeyValuePair.Create(0, new Annotation(Step, 0.5))], (await _session.LoadAsync()).Annotations());
    }

    /// <summary>A turn that failed for both has nothing said of it, and the retry hears why it failed.</summary>
    [Fact]
    public async Task RunAsync_OfARetryThatWaitsForATurnThatFails_HearsOfThatAlone()
    {
        await _session.OpenAsync(new());
        var taker = _session.Taker(_engine);
        var first = TakeAsync(taker, new("a", "k", IsRetry: false), Annotation.None, null);
        await _engine.AskedAsync();

        var retry = TakeAsync(taker, new("b", "k", IsRetry: false), new(null, 0.5), this);
        Assert.True(await _told.Task);
        _engine.End("abort");

        Assert.Equal((ProblemCode.EngineAborted, ProblemCode.EngineAborted), (OneSession.Code(await first), OneSession.Code(await retry)));
        Assert.Empty((await _session.LoadAsync()).Annotations());
    }

    private static Task<TurnOutcome> TakeAsync(TurnTaker taker, Attempt attempt, Annotation said, ITurnObserver? observer) =>
        taker.RunAsync(Trees.Id, OneSession.Request() with { Said = said }, attempt, observer, Ends);
}
