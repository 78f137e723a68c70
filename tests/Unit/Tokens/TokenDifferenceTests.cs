using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

public sealed class TokenDifferenceTests
{
    [Theory]
    [InlineData(new int[] { }, new int[] { })]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2 })]
    public void Find_OfEqualSequences_IsNull(int[] expected, int[] actual) => Assert.Null(TokenDifference.Find(expected, actual));

    [Theory]
    [InlineData(new[] { 1, 2 }, new[] { 1, 3 }, 1, 2, 3)]
    [InlineData(new[] { 1, 2 }, new[] { 4, 2 }, 0, 1, 4)]
    [InlineData(new[] { 1, 2 }, new[] { 1 }, 1, 2, null)]
    [InlineData(new[] { 1 }, new[] { 1, 2 }, 1, null, 2)]
    [InlineData(new int[] { }, new[] { 5 }, 0, null, 5)]
    [InlineData(new[] { 5 }, new int[] { }, 0, 5, null)]
    public void Find_OfOthers_HasTheFirstPlaceAndBothTokens(int[] expected, int[] actual, int index, int? should, int? found) =>
        Assert.Equal(new TokenDifference(index, should, found), TokenDifference.Find(expected, actual));

    [Fact]
    public void Describe_OfASequenceThatEnded_SaysThatThereIsNoToken()
    {
        Assert.Equal("token 1: expected <2>, found no token.", new TokenDifference(1, 2, null).Describe(id => $"<{id}>"));
        Assert.Equal("expected no token, found <3>", new TokenDifference(1, null, 3).Sides(id => $"<{id}>"));
    }
}
