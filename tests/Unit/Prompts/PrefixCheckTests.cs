using System.Collections.Immutable;
using Tito.Core.Prompts;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Prompts;

/// <summary>The stored tokens are [1 2 3 4 5]; the turn adds the patch [198] and the suffix [6 7].</summary>
public sealed class PrefixCheckTests
{
    private static readonly PromptBase Start = PromptBase.After(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Wording.Rules.Ends);

    private static readonly ImmutableArray<TokenSegment> Segments =
        [TokenSegment.Given(TokenOrigin.Splice, [198]), TokenSegment.Given(TokenOrigin.Environment, [6, 7])];

    [Fact]
    public void Find_WhenThePromptIsTheBufferAndTheSegments_FindsNothing() =>
        Assert.Null(PrefixCheck.Find(Start, Spliced([1, 2, 3, 4, 5, 198, 6, 7], Segments, 0), 0));

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
    public void Find_WhenThePromptIsAnythingElse_NamesTheFirstIndexAndBothTokens(int[] promptIds, int index, int? expected, int? actual) =>
        Assert.Equal((new TokenDifference(index, expected, actual), 5), PrefixCheck.Find(Start, Spliced([.. promptIds], Segments, 0), 0));

    [Fact]
    public void Find_InAFirstTurn_ComparesTheSegmentsAlone()
    {
        ImmutableArray<TokenSegment> prompt = [TokenSegment.Given(TokenOrigin.Prompt, [1, 2])];

        Assert.Null(PrefixCheck.Find(PromptBase.Empty, Spliced([1, 2], prompt, 0), 0));
        Assert.Equal((new TokenDifference(1, 2, 3), 0), PrefixCheck.Find(PromptBase.Empty, Spliced([1, 3], prompt, 0), 0));
    }

    [Fact]
    public void Find_WhenTheLastTokenGivesWay_FindsNothing() =>
        Assert.Null(PrefixCheck.Find(Start, Spliced([1, 2, 3, 4, 198, 6, 7], Segments, 1), 1));

    /// <summary>What the buffers share is not compared, so every place where they part is tried once more with buffers that do.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    public void Find_WhenThePromptSharesTheBuffer_SeesWhatWasTakenAway(int taken, int? index)
    {
        var prompt = Segments.Aggregate(Start.Tokens.Take(5 - taken), (buffer, segment) => buffer.Append(segment));

        Assert.Equal(index, PrefixCheck.Find(Start, new(prompt, Segments, 0), 0)?.Difference.Index);
    }

    [Fact]
    public void Find_WhenASpliceReplacesANegativeNumber_Throws() =>
        Assert.Equal("spliced", Assert.Throws<ArgumentOutOfRangeException>(
            () => PrefixCheck.Find(Start, Spliced([1, 2, 3, 4, 5, 198, 6, 7], Segments, -1), 1)).ParamName);

    /// <summary>What was sampled after the end gives way besides what the family replaces, but never more than was sampled.</summary>
    [Theory]
    [InlineData(1, 0, 1, null)]
    [InlineData(1, 0, 2, 3)]
    [InlineData(1, 1, 2, null)]
    [InlineData(2, 1, 3, 2)]
    public void Find_WhenTokensWereSampledAfterTheEnd_LetsThemGiveWay(int dropped, int maxReplaced, int replaced, int? index)
    {
        var prompt = Segments.Aggregate(Start.Tokens.Take(5 - replaced), (buffer, segment) => buffer.Append(segment));

        Assert.Equal(
            index, PrefixCheck.Find(Start with { DroppedCount = dropped }, new(prompt, Segments, replaced), maxReplaced)?.Difference.Index);
    }

    [Fact]
    public void Empty_IsNothingToClose() => Assert.Equal(
        (0, 0, 0, false), (PromptBase.Empty.Tokens.Count, PromptBase.Empty.SampledCount, PromptBase.Empty.DroppedCount, PromptBase.Empty.IsUnended));

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 198, 6, 7 }, 1, 0, 4, 5, 198)] // The family replaces nothing.
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7 }, 1, 0, 4, 5, 5)] // As if, but the ids agree by chance.
    [InlineData(new[] { 1, 2, 3, 198, 6, 7 }, 2, 1, 3, 4, 198)] // One too many.
    [InlineData(new[] { 1, 2, 198, 6, 7 }, 3, 9, 2, 3, 198)] // The completion has two tokens: the prompt's stay whatever the family says.
    [InlineData(new[] { 1, 2, 9, 4, 198, 6, 7 }, 1, 1, 2, 3, 9)] // What stays is another.
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7 }, 1, 1, 4, 198, 5)] // The token that gives way is still there.
    public void Find_WhenAReplacementIsNotTheFamilys_NamesTheFirstIndexAndBothTokens(
        int[] promptIds, int replaced, int maxReplaced, int index, int? expected, int? actual) =>
        Assert.Equal(new TokenDifference(index, expected, actual), PrefixCheck.Find(Start, Spliced([.. promptIds], Segments, replaced), maxReplaced)?.Difference);

    private static SpliceOutcome.Spliced Spliced(ImmutableArray<int> ids, ImmutableArray<TokenSegment> segments, int replaced) =>
        new(TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, ids)), segments, replaced);
}
