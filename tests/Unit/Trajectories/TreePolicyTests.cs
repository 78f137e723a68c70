using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class TreePolicyTests
{
    private static readonly TreePolicy Policy = new(new StrictMatcher(), Wording.Rules);

    // 0: u a1; 1: t1 a2 behind 0; 2: t2 a3 behind 1; 3: t1' a4 behind 0; 4: another root v b.
    private static readonly Trajectory Tree =
        Wording.Grow(Wording.Grow(Wording.Linear("u a1 t1 a2 t2 a3"), 0, "t1' a4"), null, "u9 a9");

    [Theory]
    [InlineData("u a1 t1 a2 t2 a3 t3", 2, "t3")]
    [InlineData("u a1 t1 a2 t2 a3", 2, "")]
    [InlineData("u a1 t1 a2 t2'", 1, "t2'")]
    [InlineData("u a1 t1' a4 u2", 3, "u2")]
    [InlineData("u a1 t1''", 0, "t1''")]
    [InlineData("u a1 t1 a2' u2", 0, "t1 a2' u2")]
    [InlineData("u9 a9 t", 4, "t")]
    [InlineData("u", null, "u")]
    [InlineData("u a1' t1", null, "u a1' t1")]
    [InlineData("s A u2", null, "s A u2")]
    public void Position_AttachesAtTheDeepestTurnThatTheRequestBeginsWith(string request, int? parent, string appended)
    {
        var outcome = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(Tree, Wording.Messages(request)));

        Assert.Equal((parent, 0), (outcome.Parent?.Sequence, outcome.RolledBack));
        Assert.Equal(Wording.Messages(appended).Select(Wording.Text), outcome.Appended.Select(Wording.Text));
    }

    /// <summary>Two siblings that say the same: the model was asked twice and answered the same.</summary>
    [Fact]
    public void Position_WhenTwoTurnsAreEquallyDeep_TakesTheLatest()
    {
        var twins = Wording.Grow(Wording.Linear("u a1"), null, "u a1");

        Assert.Equal(1, Assert.IsType<PositionOutcome.Positioned>(Policy.Position(twins, Wording.Messages("u a1 t"))).Parent!.Sequence);
    }

    /// <summary>The tie is decided by the whole path: the later of two twins has no children here.</summary>
    [Fact]
    public void Position_WhenADeeperTurnHangsOnTheEarlierTwin_TakesTheDeeper()
    {
        var twins = Wording.Grow(Wording.Grow(Wording.Linear("u a1"), null, "u a1"), 0, "t a2");

        Assert.Equal(2, Assert.IsType<PositionOutcome.Positioned>(Policy.Position(twins, Wording.Messages("u a1 t a2 t2"))).Parent!.Sequence);
    }

    [Fact]
    public void Position_WhenAShallowerTwinCameLater_TakesTheDeeper()
    {
        var twins = Wording.Grow(Wording.Linear("u a1 t a2"), null, "u a1");

        Assert.Equal(1, Assert.IsType<PositionOutcome.Positioned>(Policy.Position(twins, Wording.Messages("u a1 t a2 t2"))).Parent!.Sequence);
    }

    /// <summary>A request of one line goes on from no turn of another; one that names none goes on from any, and from a nameless root all do.</summary>
    [Theory]
    [InlineData("L", "L", true)]
    [InlineData("L", "S", false)]
    [InlineData("L", null, true)]
    [InlineData(null, "S", true)]
    public void Position_OfALine_ContinuesItsOwnTurns(string? stored, string? asked, bool continues)
    {
        var root = HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]);
        var tree = Trajectory.Start(HandMade.Genesis)
            .Restore(null, root with { Exchange = root.Exchange with { Line = stored is null ? null : new(stored, null, null) } });
        var refusing = Policy with { Altered = AlteredHistory.Refuse };
        var line = asked is null ? null : new SessionLine(asked, null, null);

        var found = Assert.IsType<PositionOutcome.Positioned>(refusing.Position(tree, Wording.Messages("u a1 t"), null, line));
        var altered = refusing.Position(tree, Wording.Messages("u A t"), null, line);

        Assert.Equal(continues, found.Parent is not null);
        Assert.Equal(continues, altered is PositionOutcome.Refused { Reason: RefusalReason.AlteredHistory, MessageIndex: 1 });
        Assert.Equal(
            continues, (altered as PositionOutcome.Refused)?.Message.Contains("Message 1 is not what turn 0 sampled", StringComparison.Ordinal) == true);
    }

    /// <summary>
    /// Two turns say the same, and the request goes on from the later one: an answer that was sampled after the earlier one is replayed all
    /// the same, and a conversation that parts from it earlier is another one.
    /// </summary>
    [Theory]
    [InlineData("u a1 t1 a2' t2", 1)]
    [InlineData("u a1 t1 a2'", 1)]
    [InlineData("u a1 t1 a2 t2 a3' t3", 2)]
    [InlineData("u a1 t1 a2 t2", null)]
    [InlineData("u a1 t1", null)]
    [InlineData("u a1 t1' a2' t2", null)]
    [InlineData("u9 a1 t1 a2' t2", null)]
    public void Position_OfAnAlteredAnswerAfterTheEarlierOfTwoTwins_IsRefused(string request, int? replayed)
    {
        // 0: u a1; 1: t1 a2 after 0; 2: t2 a3 after 1; 3: u a1; 4: t1 a2 after 0 again, so that 1 has a twin too.
        var twins = Wording.Grow(Wording.Grow(Wording.Linear("u a1 t1 a2 t2 a3"), null, "u a1"), 0, "t1 a2");
        var outcome = (Policy with { Altered = AlteredHistory.Refuse }).Position(twins, Wording.Messages(request));

        // Of those that say the same, the message names the latest.
        var named = replayed == 1 ? 4 : replayed;
        Assert.Equal(named is null, outcome is PositionOutcome.Positioned);
        Assert.Equal(
            named is not null,
            (outcome as PositionOutcome.Refused)?.Message.Contains($"is not what turn {named} sampled", StringComparison.Ordinal) == true);
        Assert.IsType<PositionOutcome.Positioned>(Policy.Position(twins, Wording.Messages(request)));
    }

    /// <summary>A conversation with other inputs is another one, whatever its messages say; where inputs are not compared it is not.</summary>
    [Fact]
    public void Position_OfAnAlteredAnswerAfterATwinWithOtherInputs_IsTakenWhereInputsAreCompared()
    {
        var refusing = Policy with { Altered = AlteredHistory.Refuse };
        var later = new TurnInputs(null, null);
        var root = HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]);
        var twins = Wording.Grow(Trajectory.Start(HandMade.Genesis).Restore(null, root), 0, "t1 a2").Restore(null, root with { Inputs = later });

        Assert.Equal(
            2,
            Assert.IsType<PositionOutcome.Positioned>(
                refusing.Position(twins, Wording.Messages("u a1 t1 a2' t2"), new OnlyThese(later))).Parent!.Sequence);
        Assert.IsType<PositionOutcome.Refused>(refusing.Position(twins, Wording.Messages("u a1 t1 a2' t2")));
    }

    /// <summary>Turns of another line are no twins.</summary>
    [Theory]
    [InlineData("L", true)]
    [InlineData("S", false)]
    public void Position_OfAnAlteredAnswerAfterATwinOfALine_IsRefusedInThatLine(string asked, bool isRefused)
    {
        var twins = Trajectory.Start(HandMade.Genesis).Restore(null, Root("L"));
        twins = Wording.Grow(twins, 0, "t1 a2").Restore(null, Root(asked));

        Assert.Equal(
            isRefused,
            (Policy with { Altered = AlteredHistory.Refuse })
                .Position(twins, Wording.Messages("u a1 t1 a2' t2"), null, new(asked, null, null)) is PositionOutcome.Refused);

        static TurnContent Root(string id)
        {
            var root = HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]);
            return root with { Exchange = root.Exchange with { Line = new(id, null, null) } };
        }
    }

    [Fact]
    public void Position_OfALinearConversation_EqualsTheLinearPolicy()
    {
        var linear = new LinearPolicy(new StrictMatcher(), Policy.Rules, MaxRollback: 1);
        foreach (var request in new[] { "u a1 t1 a2 t2 a3 t3", "u a1 t1 a2 t2 a3", "u a1 t1 a2 t2", "u a1 t1 a2" })
        {
            var stored = Wording.Linear("u a1 t1 a2 t2 a3");
            var one = Assert.IsType<PositionOutcome.Positioned>(linear.Position(stored, Wording.Messages(request)));
            var other = Assert.IsType<PositionOutcome.Positioned>(Policy.Position(stored, Wording.Messages(request)));
            Assert.Equal((one.Parent, one.Appended.Length), (other.Parent, other.Appended.Length));
        }
    }

    /// <summary>A request that has the inputs of one object.</summary>
    private sealed class OnlyThese(TurnInputs own) : IInputsMatcher
    {
        public ImmutableArray<InputDifference> Differences(TurnInputs stored) =>
            ReferenceEquals(own, stored) ? [] : [new("tools", null, null)];
    }
}
