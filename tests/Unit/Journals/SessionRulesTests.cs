using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What the rules decide where a journal's contract does not go.</summary>
public sealed class SessionRulesTests
{
    private static readonly TurnIntent Intent = Intents.Of("k");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Move_ToNoneInASessionOfFewTurns_IsMoved(int turnCount)
    {
        int? last = turnCount > 0 ? turnCount - 1 : null;
        var head = Heads.Of("a") with { TurnCount = turnCount, Active = last };

        var (step, outcome) = SessionRules.Move(head, new(turnCount, last), null);

        Assert.IsType<MoveOutcome.Moved>(outcome);
        Assert.Equal(turnCount > 0, step is not null);
        Assert.Null((step?.Head ?? head).Active);
    }

    [Fact]
    public void Append_OfATurnThatIsTooLarge_IsRefusedForItOnlyWhenNothingElseRefusesIt()
    {
        var turn = EncodedTurn.Of(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!);
        var limits = new JournalLimits(turn.Row.ByteCount - 1);
        var head = Heads.Of("a");

        Assert.Equal(new AppendOutcome.TooLarge(turn.Row.ByteCount, limits.TurnBytes), Append(head, Intent, new(0, null)));
        Assert.Equal(new AppendOutcome.Stale(new(0, null)), Append(head, Intent, new(1, 0)));
        Assert.Equal(new AppendOutcome.Closed(), Append(head with { ClosedAt = Intents.Start }, Intent, new(0, null)));
        Assert.Equal(new AppendOutcome.Overtaken(), Append(head, Intent with { AttemptId = "other" }, new(0, null)));
        Assert.Equal(new AppendOutcome.AlreadyAppended(3), Append(head, Intent with { End = new IntentEnd.Committed(3) }, new(0, null)));

        AppendOutcome Append(SessionHead present, TurnIntent holder, Fence fence)
        {
            var (step, outcome) = SessionRules.Append(present, holder, turn, fence, Intent, limits);
            Assert.Null(step);
            return outcome;
        }
    }

    [Fact]
    public void End_OfAnIntentThatIsNotTheAttempts_StoresNothing()
    {
        var head = Heads.Of("a") with { OpenIntents = 1 };

        Assert.Equal((null, head), SessionRules.End(head, null, Intent, IntentFailure.Lost, null));
        Assert.Equal((null, head), SessionRules.End(head, Intent with { AttemptId = "other" }, Intent, IntentFailure.Lost, null));
        var (step, ended) = SessionRules.End(head, Intent, Intent, IntentFailure.Lost, null);
        Assert.Equal(head with { Version = 1, OpenIntents = 0 }, ended);
        Assert.Equal(new SessionStep(ended, Intent with { End = new IntentEnd.Failed(IntentFailure.Lost) }, null), step);
    }
}
