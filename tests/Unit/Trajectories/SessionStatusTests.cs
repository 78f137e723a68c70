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

    /// <summary>
    /// The turn of a line is not made good by that of another one that was given the same words. One without a line may be any's: an earlier
    /// release stored none.
    /// </summary>
    [Theory]
    [InlineData("L", "L", SessionState.Complete)]
    [InlineData("L", "S", SessionState.Incomplete)]
    [InlineData(null, "S", SessionState.Complete)]
    [InlineData("L", null, SessionState.Complete)]
    public void Of_AnUnnamedIntentOfALine_IsDoneWhenTheSameBodyBecameATurnOfThatLine(string? lost, string? taken, SessionState state) => Assert.Equal(
        state,
        Of(
            SessionPolicy.Tree, Turns(1), Late, Unnamed with { Line = Line(lost) },
            Intents.Of("h") with { End = new IntentEnd.Committed(0), Line = Line(taken) }).State);

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

    /// <summary>What an engine gave up is missing until a turn stands in its place or, in a linear session, one was committed since.</summary>
    [Theory]
    [InlineData(SessionPolicy.Linear, 0, "given up", true)]
    [InlineData(SessionPolicy.Linear, 1, "given up", false)]
    [InlineData(SessionPolicy.Tree, 1, "given up", true)]
    [InlineData(SessionPolicy.Tree, 1, "taken again", false)]
    [InlineData(SessionPolicy.Tree, 1, "failed otherwise", false)]
    public void Of_ATurnThatAnEngineGaveUp_IsMissingUntilItIsTakenAgain(SessionPolicy policy, int turns, string end, bool isMissing)
    {
        var intent = Open with
        {
            Aborted = AbortedCompletions.None.Add(new(1, null, null, Late)),
            End = end switch
            {
                "given up" => new IntentEnd.Failed(IntentFailure.EngineAborted),
                "taken again" => new IntentEnd.Committed(0),
                _ => new IntentEnd.Failed(IntentFailure.EngineError),
            },
        };

        var status = Of(policy, Turns(turns), Late, intent);

        Assert.Equal([new(intent, isMissing)], status.Aborted);
        Assert.Equal(isMissing ? [intent] : [], status.Missing);
    }

    [Fact]
    public void Of_TurnsThatDisagreeOrWereAskedWithAlteredCalls_ListsThose()
    {
        var (plain, exchange) = (HandMade.First, HandMade.First.Exchange);
        var trajectory = Trajectory.Start(HandMade.Genesis)
            .Restore(null, plain)
            .Restore(null, plain with { Exchange = exchange with { Disagreement = "content" } })
            .Restore(null, plain with { Exchange = exchange with { Altered = [new(1, "tool_calls", null, null)] } });

        var status = Of(SessionPolicy.Tree, trajectory, Late);

        Assert.Equal([1], status.Disagreeing.Select(turn => turn.Sequence));
        Assert.Equal([2], status.Altering.Select(turn => turn.Sequence));
    }

    private static SessionStatus Of(SessionPolicy policy, Trajectory trajectory, DateTimeOffset now, params ImmutableArray<TurnIntent> intents) =>
        SessionStatus.Of(policy, trajectory, intents, now, EndTokens.Unknown);

    private static Trajectory Turns(int count) =>
        Enumerable.Range(0, count).Aggregate(Trajectory.Start(HandMade.Genesis), (trajectory, _) => trajectory.Restore(trajectory.Active, HandMade.First));

    private static SessionLine? Line(string? id) => id is null ? null : new(id, null, null);
}
