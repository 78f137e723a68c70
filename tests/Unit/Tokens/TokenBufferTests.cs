using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

public sealed class TokenBufferTests
{
    private static readonly TokenBuffer OneToFive = TokenBuffer.Empty
        .Append(TokenSegment.Given(TokenOrigin.Prompt, [1, 2, 3]))
        .Append(TokenSegment.Sampled([4, 5], [-0.5f, -0.25f]));

    [Fact]
    public void Append_WhenTwoBranchesShareAPath_NeitherSeesTheOther()
    {
        var left = OneToFive.Append(TokenSegment.Given(TokenOrigin.Environment, [6]));
        var right = OneToFive.Append(TokenSegment.Given(TokenOrigin.Environment, [7, 8]));

        Assert.Equal([1, 2, 3, 4, 5, 6], left.ToIds());
        Assert.Equal([1, 2, 3, 4, 5, 7, 8], right.ToIds());
        Assert.Equal([1, 2, 3, 4, 5], OneToFive.ToIds());
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 }, 5, null)]
    [InlineData(new[] { 9, 2, 3, 4, 9 }, 5, 0)]
    [InlineData(new[] { 1, 2, 9, 4, 9 }, 5, 2)]
    [InlineData(new[] { 1, 2, 3, 4, 9 }, 5, 4)]
    [InlineData(new[] { 1, 2, 3, 4, 9 }, 4, null)]
    [InlineData(new[] { 1, 2 }, 5, 2)]
    [InlineData(new int[0], 0, null)]
    [InlineData(new int[0], 1, 0)]
    public void FirstDifference_AlwaysNamesTheFirstIndex(int[] ids, int checkedCount, int? expected) =>
        Assert.Equal(expected, OneToFive.FirstDifference(ids, checkedCount));

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 1, 2, 3 })]
    [InlineData(4, new[] { 1, 2, 3, 4 })]
    [InlineData(5, new[] { 1, 2, 3, 4, 5 })]
    public void Take_OfAnyCount_HasThoseTokensAndLeavesTheBufferAlone(int count, int[] expected)
    {
        var taken = OneToFive.Take(count);

        Assert.Equal(expected, taken.ToIds());
        Assert.Equal([1, 2, 3, 4, 5], OneToFive.ToIds());
        Assert.Equal(expected.Skip(3).Select(id => id == 4 ? -0.5f : -0.25f), taken.Segments.Skip(1).SelectMany(segment => segment.Logprobs));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Take_OfMoreThanThereIs_Throws(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OneToFive.Take(count));

    [Fact]
    public void Append_WhenTheSegmentIsEmpty_ReturnsTheSameBuffer() =>
        Assert.Same(OneToFive, OneToFive.Append(TokenSegment.Given(TokenOrigin.Splice, [])));

    [Fact]
    public void Empty_HasNothing()
    {
        Assert.Equal(0, TokenBuffer.Empty.Count);
        Assert.Null(TokenBuffer.Empty.LastId);
        Assert.Null(TokenBuffer.Empty.IdAt(0));
        Assert.Empty(TokenBuffer.Empty.Segments);
        Assert.Empty(TokenBuffer.Empty.ToIds());
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(5, null)]
    [InlineData(int.MaxValue, null)]
    public void IdAt_OutsideTheBuffer_IsNullAndInsideItsToken(int index, int? expected) => Assert.Equal(expected, OneToFive.IdAt(index));

    [Fact]
    public void LastId_IsTheLastSegmentsLast() => Assert.Equal(5, OneToFive.LastId);

    [Theory]
    [InlineData(0, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(1, new[] { 2, 3, 4, 5 })]
    [InlineData(3, new[] { 4, 5 })]
    [InlineData(4, new[] { 5 })]
    [InlineData(5, new int[0])]
    public void ToIds_FromAnyIndex_HasWhatFollows(int start, int[] expected) => Assert.Equal(expected, OneToFive.ToIds(start));

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void ToIds_FromOutsideTheBuffer_Throws(int start) => Assert.Throws<ArgumentOutOfRangeException>(() => OneToFive.ToIds(start));

    [Theory]
    [InlineData(5, new int[0], 5, null)]
    [InlineData(5, new[] { 9 }, 5, null)]
    [InlineData(3, new int[0], 5, 3)]
    [InlineData(3, new int[0], 3, null)]
    [InlineData(3, new[] { 4, 9 }, 5, 4)]
    [InlineData(2, new[] { 3, 4, 5 }, 5, null)]
    [InlineData(0, new[] { 1, 2, 9, 4, 5 }, 5, 2)]
    [InlineData(0, new[] { 1, 2, 9, 4, 5 }, 2, null)]
    public void FirstDifference_FromABufferThatSharesABeginning_NamesTheFirstIndex(int shared, int[] then, int checkedCount, int? expected) =>
        Assert.Equal(
            expected,
            OneToFive.FirstDifference(OneToFive.Take(shared).Append(TokenSegment.Given(TokenOrigin.Environment, [.. then])), checkedCount));

    /// <summary>The same ids in segments of other lengths are the same ids.</summary>
    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, null)]
    [InlineData(new[] { 1, 2, 3, 9, 5 }, 3)]
    [InlineData(new[] { 1, 2, 3, 4 }, 4)]
    [InlineData(new int[0], 0)]
    public void FirstDifference_FromABufferOfOtherSegments_NamesTheFirstIndex(int[] ids, int? expected)
    {
        var byOnes = ids.Aggregate(TokenBuffer.Empty, (buffer, id) => buffer.Append(TokenSegment.Given(TokenOrigin.Prompt, [id])));

        Assert.Equal(expected, OneToFive.FirstDifference(byOnes, 5));
    }

    [Fact]
    public void Segments_AreThoseThatWereAppendedInOrder()
    {
        var first = TokenSegment.Given(TokenOrigin.Prompt, [1]);
        var second = TokenSegment.Given(TokenOrigin.Splice, [2, 3]);

        Assert.Equal([first, second], TokenBuffer.Empty.Append(first).Append(second).Segments);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void FirstDifference_WhenMoreIsCheckedThanThereIs_Throws(int checkedCount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OneToFive.FirstDifference([1, 2, 3, 4, 5, 6], checkedCount));

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void FirstDifference_FromABuffer_WhenMoreIsCheckedThanThereIs_Throws(int checkedCount) =>
        Assert.Equal(
            "checkedCount", Assert.Throws<ArgumentOutOfRangeException>(() => OneToFive.FirstDifference(OneToFive, checkedCount)).ParamName);

    /// <summary>Where one buffer was made of the other, only what is new is walked.</summary>
    [Fact]
    public void FirstDifference_FromABufferThatSharesABeginning_CostsWhatIsNew()
    {
        var shared = Enumerable.Range(0, 10_000).Aggregate(
            TokenBuffer.Empty, (chain, id) => chain.Append(TokenSegment.Given(TokenOrigin.Environment, [id])));
        var one = shared.Append(TokenSegment.Given(TokenOrigin.Environment, [1, 2]));
        var other = shared.Append(TokenSegment.Given(TokenOrigin.Environment, [1, 3]));
        Assert.Equal(10_001, one.FirstDifference(other, one.Count));
        var before = GC.GetAllocatedBytesForCurrentThread();

        one.FirstDifference(other, one.Count);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    /// <summary>Every walk is a loop: a recursive one would end the process here.</summary>
    [Fact]
    public void EveryMember_OnAChainOfTenThousandSegments_Works()
    {
        const int Count = 10_000;
        var buffer = Enumerable.Range(0, Count).Aggregate(
            TokenBuffer.Empty, (chain, id) => chain.Append(TokenSegment.Given(TokenOrigin.Environment, [id])));
        int[] ids = [.. Enumerable.Range(0, Count)];

        Assert.Equal(Count, buffer.Count);
        Assert.Equal(ids, buffer.ToIds());
        Assert.Equal(Count, buffer.Segments.Length);
        Assert.Equal(0, buffer.IdAt(0));
        Assert.Equal(5_000, buffer.IdAt(5_000));
        Assert.Equal(Count - 1, buffer.LastId);
        Assert.Null(buffer.FirstDifference(ids, Count));
        ids[1] = -1;
        Assert.Equal(1, buffer.FirstDifference(ids, Count));
    }
}
