using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>The reference's table, in the words of <see cref="Wording"/>.</summary>
public sealed class LinearPolicyTests
{
    private static readonly LinearPolicy Policy = new(new StrictMatcher(), Wording.Rules, MaxRollback: 1);

    [Theory]
    [InlineData("", "s u", null, "s u", 0)]
    [InlineData("", "t", null, "t", 0)]
    [InlineData("u a1", "u a1 t", 0, "t", 0)]
    [InlineData("u a1", "u a1", 0, "", 0)]
    [InlineData("u a1", "u a1 t u2 s", 0, "t u2 s", 0)]
    [InlineData("u a1", "u a1 A", 0, "A", 0)]
    [InlineData("u a1 t1 a2", "u a1 t1 a2 t2", 1, "t2", 0)]
    [InlineData("s u a1 t1 a2", "s u a1 t1'", 0, "t1'", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1", 0, "t1", 1)]
    [InlineData("s u a1 t1 a2", "s u a1 t1 a2'", 0, "t1 a2'", 1)]
    [InlineData("s u a1 t1 a2", "s u a1", 0, "", 1)]
    [InlineData("u a1", "u", null, "u", 1)]
    [InlineData("u a1", "u'", null, "u'", 1)]
    [InlineData("u A u2 a1", "u A u2'", null, "u A u2'", 1)]
    [InlineData("u A u2 a1", "u A", null, "u A", 1)]
    public void Position_WhenTheRequestContinuesTheTail_GivesParentRestAndRollback(
        string stored, string request, int? parent, string appended, int rolledBack)
    {
        var outcome = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(Wording.Linear(stored), Wording.Messages(request)));

        Assert.Equal(parent, outcome.Parent?.Sequence);
        Assert.Equal(Wording.Messages(appended).Select(Wording.Text), outcome.Appended.Select(Wording.Text));
        Assert.Equal(rolledBack, outcome.RolledBack);
    }

    [Theory]
    [InlineData("u a1 t1 a2 t2 a3", "u a1 t1'", 2, 6, 2)]
    [InlineData("u a1 t1 a2 t2 a3", "u'", 0, 6, 3)]
    [InlineData("u a1 t1 a2", "u", 1, 4, 2)]
    [InlineData("u a1 t1 a2", "u a1' t1 a2", 1, 4, 2)]
    public void Position_WhenMoreTurnsWouldGoThanMay_RefusesWithTheCounts(string stored, string request, int matched, int storedCount, int turns)
    {
        var refused = Assert.IsType<PositionOutcome.Refused>(Policy.Position(Wording.Linear(stored), Wording.Messages(request)));

        Assert.Equal(RefusalReason.RollbackTooDeep, refused.Reason);
        Assert.Equal(matched, refused.MessageIndex);
        Assert.Contains($"agrees with {matched} of {storedCount} stored messages", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"so {turns} generated turns would be rolled back; at most 1 may be", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Position_HonoursItsOwnLimit(int maxRollback, bool positioned) => Assert.Equal(
        positioned,
        (Policy with { MaxRollback = maxRollback }).Position(Wording.Linear("u a1 t1 a2 t2 a3"), Wording.Messages("u a1 t1'")) is PositionOutcome.Positioned);

    [Theory]
    [InlineData("u a1 t s", 3, "system")]
    [InlineData("u a1 s t", 2, "system")]
    [InlineData("u a1 t u2 A", 3, "user")]
    public void Position_WhenARoleMayNotFollow_RefusesWithIndexAndRole(string request, int index, string role)
    {
        var policy = Policy with { Rules = Wording.Rules with { Roles = [Role.Tool] } };
        var refused = Assert.IsType<PositionOutcome.Refused>(policy.Position(Wording.Linear("u a1"), Wording.Messages(request)));

        Assert.Equal((RefusalReason.RoleNotAllowed, index), (refused.Reason, refused.MessageIndex!.Value));
        Assert.Equal($"A {role} message may not follow a generated turn here; allowed: tool.", refused.Message);
    }

    /// <summary>Few-shot examples and the first prompt are rendered as a whole; only what follows a generated turn is restricted.</summary>
    [Theory]
    [InlineData("", "s u A u2")]
    [InlineData("u a1", "u' A s")]
    public void Position_WhenNoGeneratedTurnIsKept_AllowsEveryRole(string stored, string request) =>
        Assert.Null(Assert.IsType<PositionOutcome.Positioned>((Policy with { Rules = Wording.Rules with { Roles = [] } }).Position(Wording.Linear(stored), Wording.Messages(request))).Parent);

    /// <summary>After a rollback the abandoned turns stay stored, but the path is what a request is held against.</summary>
    [Fact]
    public void Position_AfterARollback_MatchesTheActivePathAlone()
    {
        var trajectory = Wording.Linear("u a1 t1 a2");
        trajectory = trajectory.Restore(trajectory.Turns[0], HandMade.Talk(Wording.Messages("t1'"), Wording.Messages("a2'")[0]));

        var next = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(trajectory, Wording.Messages("u a1 t1' a2' t2")));
        Assert.Equal((2, 0), (next.Parent!.Sequence, next.RolledBack));
        var back = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(trajectory, Wording.Messages("u a1 t1 a2")));
        Assert.Equal((0, 1), (back.Parent!.Sequence, back.RolledBack));
    }

    /// <summary>The first message that is not what was sampled is named, and all that would be lost.</summary>
    [Fact]
    public void Position_OfSeveralAlteredMessages_NamesTheFirstAndCountsAllThatWouldBeLeft()
    {
        var refusing = Policy with { Altered = AlteredHistory.Refuse, MaxRollback = 9 };

        var refused = Assert.IsType<PositionOutcome.Refused>(refusing.Position(Wording.Linear("u a1 t1 a2"), Wording.Messages("u A t1 A t2")));

        Assert.Equal((RefusalReason.AlteredHistory, 1), (refused.Reason, refused.MessageIndex));
        Assert.Equal(
            "Message 1 is not what turn 0 sampled in that place, and 2 generated turns with 2 sampled tokens would be left behind.", refused.Message);
    }

    /// <summary>What the conversation left behind is not gone on from; the message is named where the request leaves the conversation.</summary>
    [Theory]
    [InlineData("u A", null)]
    [InlineData("u A u3", 2)]
    public void Position_OfATurnThatWasLeftBehind_NamesWhereTheRequestLeavesTheConversation(string request, int? index)
    {
        var left = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk(Wording.Messages("u"), Wording.Messages("A")[0]));
        var active = left.Restore(null, HandMade.Talk(Wording.Messages("u A u2"), Wording.Messages("a1")[0]));
        var refusing = Policy with { Altered = AlteredHistory.Refuse, MaxRollback = 9 };

        var refused = Assert.IsType<PositionOutcome.Refused>(refusing.Position(active, Wording.Messages(request)));

        Assert.Equal((RefusalReason.AlteredHistory, index), (refused.Reason, refused.MessageIndex));
        Assert.Contains("continues turn 0, which this session's conversation left behind: 1 sampled tokens", refused.Message, StringComparison.Ordinal);
    }
}
