using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Unit.Turns;

/// <summary>Turns that are with an engine are given up there, or else from here.</summary>
public sealed class TurnAborterTests
{
    private readonly OneSession _session = new();
    private readonly HeldSampling _engine = new();
    private readonly TurnTaker _taker;
    private readonly TurnAborter _aborter;

    public TurnAborterTests()
    {
        _taker = _session.Taker(_engine);
        _aborter = new(_taker, _session.Journal, _session.Journal, _engine, _session.Clock);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfNoSession_IsNull() => Assert.Null(await _aborter.RunAsync(Trees.Id, Ends));

    /// <summary>Whatever the session says of aborts, who gives its turns up means it.</summary>
    [Theory]
    [InlineData(AbortRule.Refuse)]
    [InlineData(AbortRule.Resume)]
    public async Task RunAsync_WhenTheEngineTakesTheWish_EndsTheTurnForGood(AbortRule rule)
    {
        await OpenAsync(rule);
        var turn = await TakeAsync("a");

        var report = await _aborter.RunAsync(Trees.Id, Ends);

        Assert.Equal((1, 0, true), (report!.Aborted, report.Resumed, report.Elsewhere.IsEmpty));
        Assert.Equal([$"{Trees.Id}/"], _engine.Wishes);
        await AssertAbortedAsync(turn);
    }

    [Fact]
    public async Task RunAsync_WhenTheEngineRefusesTheWish_GivesItUpFromHere()
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        _engine.OnAbort = (_, _) => Task.FromResult(false);

        Assert.Equal(1, (await _aborter.RunAsync(Trees.Id, Ends))!.Aborted);

        await AssertAbortedAsync(turn);
    }

    [Fact]
    public async Task RunAsync_NamesTheTurnsThatAnotherProcessTakes()
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("b"), Ends);
        await _session.Journal.BeginAsync(Trees.Id, Intents.Of("c") with { ExpiresAt = Intents.Start }, Ends);

        var report = await _aborter.RunAsync(Trees.Id, Ends);

        Assert.Equal(1, report!.Aborted);
        Assert.Equal(["b"], report.Elsewhere.Select(intent => intent.Key));
        Assert.Equal([$"{Trees.Id}/", $"{Trees.Id}/{Intents.Of("b").AttemptId}/"], _engine.Wishes);
        await AssertAbortedAsync(turn);
    }

    [Fact]
    public async Task RunAsync_OfParkedTurns_EndsAndCountsThem()
    {
        await OpenAsync();
        foreach (var key in new[] { "p", "q" })
        {
            Assert.IsType<TurnParking.Waits>(await _session.ParkAsync(new(key, key, IsRetry: false), Request(key)));
        }

        var report = await _aborter.RunAsync(Trees.Id, Ends);

        Assert.Equal((2, 0, true), (report!.Aborted, report.Resumed, report.Elsewhere.IsEmpty));
        Assert.False((await _session.Journal.FindParkedAsync(Trees.Id, "p", Ends))!.IsWaiting);
        Assert.Equal(0, (await _aborter.RunAsync(Trees.Id, Ends))!.Aborted);
    }

    /// <summary>Between the look at the session and the end of the wait: it goes on there, or is a turn.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_OfAParkedTurnThatAnotherProcessBeginsMeanwhile_CountsNone(bool isTaken)
    {
        await OpenAsync();
        foreach (var key in new[] { "p", "q" })
        {
            Assert.IsType<TurnParking.Waits>(await _session.ParkAsync(new(key, key, IsRetry: false), Request(key)));
        }

        var begun = Intents.Of("p") with { RequestDigest = Request("p").Digest };
        var parked = new ParkedThen(_session.Journal, "p", async () =>
        {
            Assert.IsType<BeginOutcome.Begun>(await _session.Journal.BeginAsync(Trees.Id, begun, Ends));
            if (isTaken)
            {
                var turn = (await _session.LoadAsync()).Trajectory.Restore(null, Trees.Root('x')).Active!;
                Assert.IsType<AppendOutcome.Appended>(await _session.Journal.AppendAsync(Trees.Id, turn, begun, Ends));
            }
        });

        var report = await new TurnAborter(_taker, _session.Journal, parked, _engine, _session.Clock).RunAsync(Trees.Id, Ends);

        Assert.Equal(1, report!.Aborted);
        Assert.Equal(isTaken ? [] : ["p"], report.Elsewhere.Select(intent => intent.Key));
        Assert.Equal(isTaken ? [] : [$"{Trees.Id}/{begun.AttemptId}/"], _engine.Wishes.Skip(1));
    }

    [Fact]
    public async Task CancelAsync_OfOneAnswer_LeavesTheOther()
    {
        await OpenAsync(AbortRule.Resume);
        var (first, second) = (await TakeAsync("a"), await TakeAsync("b"));

        Assert.Null(await _aborter.CancelAsync(Trees.Id, "attempt-c", Ends));
        Assert.Null(await _aborter.CancelAsync("other", "attempt-b", Ends));
        Assert.Empty(_engine.Wishes);
        var start = await _aborter.CancelAsync(Trees.Id, "attempt-b", Ends);

        Assert.Equal(("attempt-b", null), (start!.AnswerId, start.Parent));
        await AssertAbortedAsync(second);
        Assert.False(first.IsCompleted);
        _engine.End("stop");
        Assert.IsType<TurnOutcome.Committed>(await first);
    }

    [Fact]
    public async Task CancelAsync_OfATurnThatHasItsCompletion_IsNull()
    {
        await OpenAsync();
        var turn = await TakeAsync("a");
        _engine.EndsAs = "stop";

        Assert.Null(await _aborter.CancelAsync(Trees.Id, "attempt-a", Ends));

        Assert.IsType<TurnOutcome.Committed>(await turn);
    }

    /// <summary>New weights come: what resumes is sampled on. Then the process ends, and nothing resumes.</summary>
    [Fact]
    public async Task RunAllAsync_LetsTurnsResume_AndStopAllAsyncDoesNot()
    {
        await OpenAsync(AbortRule.Resume);
        var turn = await TakeAsync("a");

        var report = await _aborter.RunAllAsync(Ends);
        Assert.Equal((1, 1), (report.Aborted, report.Resumed));
        await _engine.AskedAsync();

        report = await _aborter.StopAllAsync(TimeSpan.FromSeconds(5), Ends);
        Assert.Equal((1, 0), (report.Aborted, report.Resumed));
        await AssertAbortedAsync(turn);
        Assert.Equal(4, Assert.Single(Assert.Single((await _session.LoadAsync()).Intents).Aborted.Items).TokenCount);
    }

    private async Task OpenAsync(AbortRule rule = AbortRule.Refuse) =>
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, OnAbort = rule });

    /// <summary>Begins a turn, and comes back when the engine works on it.</summary>
    private async Task<Task<TurnOutcome>> TakeAsync(string key)
    {
        var turn = _taker.RunAsync(Trees.Id, Request(key), new($"attempt-{key}", key, IsRetry: false), null, Ends);
        await _engine.AskedAsync();
        return turn;
    }

    private static TurnRequest Request(string key) => OneSession.Request(key, body: key);

    private static async Task AssertAbortedAsync(Task<TurnOutcome> turn) => Assert.Equal(
        ProblemCode.EngineAborted, Assert.IsType<TurnOutcome.Failed>(await turn.WaitAsync(TimeSpan.FromSeconds(20), Ends)).Problem.Code);

    /// <summary>Something happens once the parked turn of a key was read.</summary>
    private sealed class ParkedThen(IParkedTurns parked, string awaited, Func<Task> then) : IParkedTurns
    {
        public async ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken)
        {
            var found = await parked.FindParkedAsync(sessionId, key, cancellationToken);
            if (key == awaited)
            {
                await then();
            }

            return found;
        }

        public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => parked.ListParkedAsync(cancellationToken);
    }
}
