using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Turns;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

public sealed class SessionMoverTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RunAsync_ToATurnOfTheSession_MakesItTheActiveOne(int? turn)
    {
        await TwoTurnsAsync();

        var moved = Assert.IsType<RollBackOutcome.RolledBack>(await new SessionMover(_journal).RunAsync(Trees.Id, turn, Ends));

        Assert.Equal((turn, 2), (moved.Session.Head.Active, moved.Session.Trajectory.Turns.Count));
        Assert.Equal(turn, (await _journal.FindHeadAsync(Trees.Id, Ends))!.Active);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public async Task RunAsync_ToNoTurnOfTheSession_NamesTheTurns(int turn)
    {
        await TwoTurnsAsync();

        var refused = await Assert.ThrowsAsync<MessageException>(() => new SessionMover(_journal).RunAsync(Trees.Id, turn, Ends));

        Assert.Equal("turn", refused.Param);
        Assert.Contains("must be a turn of the session, 0 to 1, or -1 for none.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfAClosedSession_IsRefused()
    {
        await TwoTurnsAsync();
        Assert.NotNull((await new SessionCloser(_journal, new HandClock()).RunAsync(Trees.Id, Annotation.None, Ends))!.ClosedAt);

        Assert.Equal(ProblemCode.SessionClosed, await FailAsync(_journal));
    }

    [Fact]
    public async Task RunAsync_OfNoSession_IsRefused() => Assert.Equal(ProblemCode.SessionNotFound, await FailAsync(_journal));

    /// <summary>The session that is read first has one turn less.</summary>
    [Fact]
    public async Task RunAsync_WhenATurnCameMeanwhile_LooksAgain()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('x'));
        var old = await _journal.LoadAsync(Trees.Id, Ends);
        var more = old!.Trajectory.Restore(null, Trees.Root('y'));
        Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(Trees.Id, more.Active!, Ends));

        var moved = Assert.IsType<RollBackOutcome.RolledBack>(await new SessionMover(new StaleJournal(_journal) { Old = old }).RunAsync(Trees.Id, 0, Ends));

        Assert.Equal((0, 2), (moved.Session.Head.Active, moved.Session.Head.TurnCount));
    }

    /// <summary>It is deleted before the move, or between the move and the second look.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_WhenTheSessionIsDeletedMeanwhile_SaysSo(int load)
    {
        await TwoTurnsAsync();
        var (old, loads) = (await _journal.LoadAsync(Trees.Id, Ends), 0);
        var stale = new StaleJournal(_journal) { Old = old, BeforeLoad = async () => _ = ++loads == load && await _journal.DeleteAsync(Trees.Id, null, Ends) };

        Assert.Equal(ProblemCode.SessionNotFound, await FailAsync(stale));
    }

    private async Task TwoTurnsAsync() =>
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('x'), Trees.Root('y'));

    private static async Task<ProblemCode> FailAsync(ISessionJournal journal) =>
        Assert.IsType<RollBackOutcome.Failed>(await new SessionMover(journal).RunAsync(Trees.Id, 0, Ends)).Problem.Code;
}
