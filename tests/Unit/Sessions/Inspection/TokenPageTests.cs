using Tito.Core.Sessions.Inspection;

namespace Tito.Tests.Unit.Sessions.Inspection;

public sealed class TokenPageTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    [InlineData(131_072, 32)]
    public void CountFor_ANumberOfTokens_RoundsUp(int tokenCount, int pageCount) => Assert.Equal(pageCount, TokenPage.CountFor(tokenCount));

    [Theory]
    [InlineData(4095, 8192, 0)]
    [InlineData(4096, 8192, 1)]
    [InlineData(8192, 8192, 1)]
    [InlineData(0, 0, 0)]
    public void Of_ATokenBehindTheLast_IsTheLastPage(int tokenIndex, int tokenCount, int page) => Assert.Equal(page, TokenPage.Of(tokenIndex, tokenCount));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 8192)]
    public void Start_OfAPage_IsItsFirstToken(int page, int start) => Assert.Equal(start, new TokenPage(page, 3).Start);

    [Theory]
    [InlineData(4095, false)]
    [InlineData(4096, true)]
    [InlineData(8191, true)]
    [InlineData(8192, false)]
    public void Contains_OfTheSecondPage_IsItsRange(int tokenIndex, bool contains) => Assert.Equal(contains, new TokenPage(1, 3).Contains(tokenIndex));
}
