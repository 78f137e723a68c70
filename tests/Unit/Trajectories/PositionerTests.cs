using Tito.Core.Families;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

public sealed class PositionerTests
{
    [Fact]
    public void Position_WithoutMessages_Refuses() =>
        Assert.Equal(RefusalReason.NoMessages, Refused(new(), Wording.Linear("u a1"), "").Reason);

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Position_WhenTheSessionHasItsTurns_Refuses(int maxTurns, bool refused)
    {
        var outcome = new Positioner(new() { MaxTurns = maxTurns }, Wording.AllRoles, EndTokens.Unknown).Position(Wording.Linear("u a1 t a2"), Wording.Messages("u a1 t a2 t2"));

        Assert.Equal(refused, outcome is PositionOutcome.Refused { Reason: RefusalReason.TooManyTurns });
    }

    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Position_BehindATruncatedTurn_Refuses(SessionPolicy policy)
    {
        var stored = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]) with { FinishReason = "length" });

        var refused = Refused(new() { Policy = policy }, stored, "u a1 t");
        Assert.Equal((RefusalReason.TruncatedTurn, 1), (refused.Reason, refused.MessageIndex!.Value));
    }

    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Position_BehindATruncatedTurnThatMayBeClosed_ContinuesIt(SessionPolicy policy)
    {
        var stored = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]) with { FinishReason = "length" });

        var outcome = new Positioner(new() { Policy = policy, Unended = UnendedTurns.RunOnCloseLength }, Wording.AllRoles, EndTokens.Unknown).Position(stored, Wording.Messages("u a1 t"));
        Assert.Same(stored.Active, Assert.IsType<PositionOutcome.Positioned>(outcome).Parent);
    }

    [Fact]
    public void Position_BeforeATruncatedTurn_MayRetryIt()
    {
        var stored = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk(Wording.Messages("u"), Wording.Messages("a1")[0]) with { FinishReason = "length" });

        var outcome = new Positioner(new(), Wording.AllRoles, EndTokens.Unknown).Position(stored, Wording.Messages("u"));
        Assert.Null(Assert.IsType<PositionOutcome.Positioned>(outcome).Parent);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void Position_OfADeepRollback_HonoursTheSessionsLimit(int maxRollback, bool positioned) => Assert.Equal(
        positioned,
        new Positioner(new() { MaxRollback = maxRollback }, Wording.AllRoles, EndTokens.Unknown)
            .Position(Wording.Linear("u a1 t1 a2 t2 a3 t3 a4 t4 a5"), Wording.Messages("u'")) is PositionOutcome.Positioned);

    /// <summary>qwen35's template trims what a user says, qwen3's does not.</summary>
    [Theory]
    [InlineData("qwen35", true)]
    [InlineData("qwen3", false)]
    public void Position_UnderTheRenderedMatcher_AsksTheFamilysForm(string family, bool continues)
    {
        var form = FamilyRegistry.Find(family)!.MessageForm;
        var stored = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User(" u\n")], Chat.Assistant("a")));

        var found = new Positioner(new() { Policy = SessionPolicy.Tree }, Wording.AllRoles, form: form)
            .Position(stored, [Chat.User("u"), Chat.Assistant("a"), Chat.User("v")]);

        Assert.Equal(continues, Assert.IsType<PositionOutcome.Positioned>(found).Parent is not null);
    }

    [Fact]
    public void Construct_WithAnUnknownMatcher_Throws() =>
        Assert.Throws<ArgumentException>(() => new Positioner(new() { Matcher = "fuzzy" }, Wording.AllRoles, EndTokens.Unknown));

    private static PositionOutcome.Refused Refused(SessionSettings settings, Trajectory stored, string request) =>
        Assert.IsType<PositionOutcome.Refused>(new Positioner(settings, Wording.AllRoles, EndTokens.Unknown).Position(stored, Wording.Messages(request)));
}
