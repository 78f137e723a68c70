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

    [Fact]
    public void Append_WhenTheSegmentIsEmpty_ReturnsTheSameBuffer() =>
        Assert.Same(OneToFive, OneToFive.Append(TokenSegment.Given(TokenOrigin.Splice, [])));

    [Fact]
    public void Sampled_WhenLengthsDiffer_Throws() =>
        Assert.Throws<ArgumentException>(() => TokenSegment.Sampled([1, 2], [0f]));
}
