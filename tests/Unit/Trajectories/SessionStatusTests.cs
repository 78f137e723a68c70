using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Trajectories;

public sealed class SessionStatusTests
{
    private static readonly TurnIntent Open = Intents.Of("k");
    private static readonly TurnIntent Unnamed = Intents.Of("g") with { IsGenerated = true };
    private static readonly DateTimeOffset Soon = Open.ExpiresAt.AddTicks(-1);
    private static readonly DateTimeOffset Late = Open.ExpiresAt;

    [Fact]
    public void Of_ASessionWithoutTurnsAndIntents_IsEmpty() => Assert.Equal(SessionState.Empty, Of(SessionPolicy.Linear, Turns(0), Late).State);

    [Fact]
    public void Of_ASessionWhoseTurnsEndedByThemselves_IsComplete() => Assert.Equal(
        SessionState.Complete, Of(SessionPolicy.Linear, Turns(2), Late, Open with { End = new IntentEnd.Committed(1) }).State);

    [Fact]
    public void Of_AFailedIntent_IsNoReasonToBeIncomplete() => Assert.Equal(
        SessionState.Empty, Of(SessionPolicy.Tree, Turns(0), Late, Open with { End = new IntentEnd.Failed(IntentFailure.EngineError) }).State);

    [Fact]
    public void Of_AnOpenIntent_IsPendingUntilItExpires()
    {
        var status = Of(SessionPolicy.Linear, Turns(0), Soon, Open);

        Assert.Equal((SessionState.Pending, 0), (status.State, status.Dangling.Length));
        Assert.Equal([Open], status.Pending);
    }

    [Fact]
    public void Of_AnOpenIntentThatExpired_IsIncomplete()
    {
        var status = Of(SessionPolicy.Linear, Turns(0), Late, Open);

        Assert.Equal((SessionState.Incomplete, 0), (status.State, status.Pending.Length));
        Assert.Equal([Open], status.Dangling);
    }

    [Theory]
    [InlineData(SessionPolicy.Linear, SessionState.Complete)]
    [InlineData(SessionPolicy.Tree, SessionState.Incomplete)]
    public void Of_AnOpenIntentBehindTheFence_MattersOnlyInATree(SessionPolicy policy, SessionState state) =>
        Assert.Equal(state, Of(policy, Turns(1), Late, Open).State);

    [Fact]
    public void Of_AnUnnamedIntentInATree_IsDoneWhenTheSameBodyBecameATurnLater()
    {
        var again = Intents.Of("h") with { End = new IntentEnd.Committed(0) };

        Assert.Equal(SessionState.Complete, Of(SessionPolicy.Tree, Turns(1), Late, Unnamed, again).State);
        Assert.Equal(SessionState.Incomplete, Of(SessionPolicy.Tree, Turns(1), Late, Open, again).State);
        Assert.Equal(SessionState.Incomplete, Of(SessionPolicy.Tree, Turns(1), Late, Unnamed with { TurnCount = 1 }, again).State);
        Assert.Equal(SessionState.Incomplete, Of(SessionPolicy.Tree, Turns(1), Late, Unnamed, again with { RequestDigest = Digest.Of("other"u8) }).State);
    }

    [Fact]
    public void Of_AnUnnamedIntentInATreeThatIsWithTheEngine_IsPendingWhateverTheSameBodyBecame() => Assert.Equal(
        SessionState.Pending,
        Of(SessionPolicy.Tree, Turns(1), Soon, Unnamed, Intents.Of("h") with { End = new IntentEnd.Committed(0) }).State);

    [Theory]
    [InlineData("stop", SessionState.Complete)]
    [InlineData("tool_calls", SessionState.Complete)]
    [InlineData("length", SessionState.Incomplete)]
    [InlineData("abort", SessionState.Incomplete)]
    [InlineData("content_filter", SessionState.Incomplete)]
    public void Of_ATurnThatDidNotEndByItself_IsIncomplete(string finishReason, SessionState state)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { FinishReason = finishReason });

        Assert.Equal(state, Of(SessionPolicy.Linear, trajectory, Late).State);
    }

    [Theory]
    [InlineData(SessionPolicy.Linear, 0)]
    [InlineData(SessionPolicy.Tree, 1)]
    public void Of_ATruncatedTurnThatWasTakenAgain_CountsOnlyInATree(SessionPolicy policy, int unfinished)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { FinishReason = "length" }).Restore(null, HandMade.First);

        Assert.Equal(unfinished, Of(policy, trajectory, Late).Unfinished.Length);
    }

    private static SessionStatus Of(SessionPolicy policy, Trajectory trajectory, DateTimeOffset now, params ImmutableArray<TurnIntent> intents) =>
        SessionStatus.Of(policy, trajectory, intents, now, EndTokens.Unknown);

    private static Trajectory Turns(int count) =>
        Enumerable.Range(0, count).Aggregate(Trajectory.Start(HandMade.Genesis), (trajectory, _) => trajectory.Restore(trajectory.Active, HandMade.First));
}
