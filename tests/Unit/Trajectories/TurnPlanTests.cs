using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>The stored tokens are [1 2 3 4 5]; the turn adds the patch [198] and the suffix [6 7].</summary>
public sealed class TurnPlanTests
{
    private static readonly Turn Parent = Trajectory.Start(HandMade.Genesis).Append(null, HandMade.First).Active!;
    private static readonly PositionOutcome.Positioned Position = new(Parent, [Chat.Tool("t")], 0);

    private static readonly ImmutableArray<TokenSegment> Segments =
        [TokenSegment.Given(TokenOrigin.Splice, [198]), TokenSegment.Given(TokenOrigin.Environment, [6, 7])];

    [Fact]
    public void Create_WhenThePromptIsTheBufferAndTheSegments_Plans()
    {
        var plan = Assert.IsType<PlanOutcome.Planned>(TurnPlan.Create(Position, [1, 2, 3, 4, 5, 198, 6, 7], Segments, 0, 0)).Plan;

        Assert.Same(Parent, plan.Parent);
        Assert.Equal(Position.Appended, plan.Appended);
        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7], plan.PromptIds);
        Assert.Equal(Segments, plan.PromptSegments);
    }

    [Theory]
    [InlineData(new[] { 9, 2, 3, 4, 5, 198, 6, 7 }, 0, 1, 9)]
    [InlineData(new[] { 1, 2, 3, 4, 9, 198, 6, 7 }, 4, 5, 9)]
    [InlineData(new[] { 1, 2, 9, 4, 5, 9, 9, 9 }, 2, 3, 9)]
    [InlineData(new[] { 1, 2, 3, 4 }, 4, 5, null)]
    [InlineData(new int[0], 0, 1, null)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 9, 6, 7 }, 5, 198, 9)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 9 }, 7, 7, 9)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6 }, 7, 7, null)]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, 5, 198, null)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7, 9 }, 8, null, 9)]
    public void Create_WhenThePromptIsAnythingElse_NamesTheFirstIndexAndBothTokens(int[] promptIds, int index, int? expected, int? actual) =>
        Assert.Equal(
            new PlanOutcome.PrefixBroken(index, expected, actual, StoredCount: 5),
            TurnPlan.Create(Position, [.. promptIds], Segments, 0, 0));

    [Fact]
    public void Create_OfAFirstTurn_ComparesTheSegmentsAlone()
    {
        var first = new PositionOutcome.Positioned(null, [Chat.User("u")], 0);
        ImmutableArray<TokenSegment> prompt = [TokenSegment.Given(TokenOrigin.Prompt, [1, 2])];

        Assert.IsType<PlanOutcome.Planned>(TurnPlan.Create(first, [1, 2], prompt, 0, 0));
        Assert.Equal(new PlanOutcome.PrefixBroken(1, 2, 3, StoredCount: 0), TurnPlan.Create(first, [1, 3], prompt, 0, 0));
    }

    [Fact]
    public void Create_WhenTheLastTokenGivesWay_PlansItsReplacement()
    {
        var plan = Assert.IsType<PlanOutcome.Planned>(TurnPlan.Create(Position, [1, 2, 3, 4, 198, 6, 7], Segments, 1, 1)).Plan;

        Assert.Equal(1, plan.ReplacedCount);
        Assert.Equal([1, 2, 3, 4, 198, 6, 7], plan.PromptIds);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 198, 6, 7 }, 1, 0, 4, 5, 198)] // The family replaces nothing.
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7 }, 1, 0, 4, 5, 5)] // As if, but the ids agree by chance.
    [InlineData(new[] { 1, 2, 3, 198, 6, 7 }, 2, 1, 3, 4, 198)] // One too many.
    [InlineData(new[] { 1, 2, 198, 6, 7 }, 3, 9, 2, 3, 198)] // The completion has two tokens: the prompt's stay whatever the family says.
    [InlineData(new[] { 1, 2, 9, 4, 198, 6, 7 }, 1, 1, 2, 3, 9)] // What stays is another.
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7 }, 1, 1, 4, 198, 5)] // The token that gives way is still there.
    public void Create_WhenAReplacementIsNotTheFamilys_NamesTheFirstIndexAndBothTokens(
        int[] promptIds, int replaced, int maxReplaced, int index, int? expected, int? actual)
    {
        var broken = Assert.IsType<PlanOutcome.PrefixBroken>(TurnPlan.Create(Position, [.. promptIds], Segments, replaced, maxReplaced));

        Assert.Equal((index, expected, actual), (broken.Index, broken.ExpectedId, broken.ActualId));
    }
}
