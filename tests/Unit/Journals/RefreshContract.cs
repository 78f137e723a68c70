using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal reads again of a session that is known already.</summary>
public abstract class RefreshContract : OvertakenContract
{
    [Fact]
    public async Task RefreshAsync_WhenNothingChanged_IsTheSameObject()
    {
        var known = await OpenWithOneTurnAsync();

        Assert.Same(known, await Journal.RefreshAsync(known, Token));
    }

    [Fact]
    public async Task RefreshAsync_AfterATurn_KeepsTheKnownTurnsAndAddsTheNewOne()
    {
        var known = await OpenWithOneTurnAsync();
        await Journal.StoreAsync("a", Two().Turns[1], Token);

        var session = (await Journal.RefreshAsync(known, Token))!;

        Assert.Same(known.Trajectory.Turns[0], session.Trajectory.Turns[0]);
        Assert.Same(session.Trajectory.Turns[0], session.Trajectory.Turns[1].Parent);
        AssertSame((await Journal.LoadAsync("a", Token))!, session);
    }

    [Fact]
    public async Task RefreshAsync_AfterEachChangeOfAnIntent_KnowsIt()
    {
        var session = await OpenWithOneTurnAsync();
        var (first, second) = (Intents.Of("first"), Intents.Of("second") with { StartedAt = Intents.Start.AddSeconds(1) });
        Func<Task>[] changes =
        [
            async () => await Journal.BeginAsync("a", first, Token),
            async () => await Journal.BeginAsync("a", second, Token),
            async () => await Journal.EndAsync("a", first, IntentFailure.EngineError, Token),
            async () => await Journal.BeginAsync("a", first with { AttemptId = "first-2" }, Token),
            async () => await Journal.AppendAsync("a", Two().Turns[1], second, Token),
        ];
        foreach (var change in changes)
        {
            var version = session.Head.Version;
            await change();
            session = (await Journal.RefreshAsync(session, Token))!;

            Assert.Equal(version + 1, session.Head.Version);
            AssertSame((await Journal.LoadAsync("a", Token))!, session);
        }
    }

    [Fact]
    public async Task RefreshAsync_AfterARefusedChange_IsTheSameObject()
    {
        await OpenWithOneTurnAsync();
        var intent = Intents.Of("open");
        await Journal.BeginAsync("a", intent, Token);
        var known = (await Journal.LoadAsync("a", Token))!;

        await Journal.BeginAsync("a", intent with { AttemptId = "other" }, Token);
        await Journal.EndAsync("a", intent with { AttemptId = "other" }, IntentFailure.EngineError, Token);
        await Journal.AppendAsync("a", Two().Turns[0], intent, Token);
        await Journal.AppendAsync("a", Two().Turns[1], intent with { AttemptId = "other" }, Token);

        Assert.Same(known, await Journal.RefreshAsync(known, Token));
    }

    [Fact]
    public async Task RefreshAsync_WhenTheSessionIsGone_IsNull()
    {
        var known = await OpenWithOneTurnAsync();
        await Journal.DeleteAsync("a", null, Token);

        Assert.Null(await Journal.RefreshAsync(known, Token));
    }

    [Fact]
    public async Task RefreshAsync_WhenAnotherSessionTookTheId_ReadsThatOne()
    {
        var known = await OpenWithOneTurnAsync();
        await Journal.DeleteAsync("a", null, Token);
        await Journal.CreateAsync(Heads.Of("a") with { CreatedAt = known.Head.CreatedAt.AddTicks(1) }, Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        await Journal.StoreAsync("a", Two().Turns[1], Token);

        var session = (await Journal.RefreshAsync(known, Token))!;

        Assert.NotSame(known.Trajectory.Turns[0], session.Trajectory.Turns[0]);
        AssertSame((await Journal.LoadAsync("a", Token))!, session);
    }

    private static void AssertSame(JournaledSession expected, JournaledSession actual)
    {
        Assert.Equal(expected.Head, actual.Head);
        Assert.Equal(expected.Trajectory.Turns.Select(turn => turn.Digest), actual.Trajectory.Turns.Select(turn => turn.Digest));
        Assert.Equal(expected.Intents, actual.Intents);
    }

    private async Task<JournaledSession> OpenWithOneTurnAsync()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        return (await Journal.LoadAsync("a", Token))!;
    }
}
