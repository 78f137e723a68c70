using Tito.Engines.Http;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class SessionTokensTests
{
    [Fact]
    public void Keep_BeyondTheCapacity_ForgetsTheSessionThatWasNotSeenForLongest()
    {
        var tokens = new SessionTokens(capacity: 2);
        tokens.Keep("a", "1");
        tokens.Keep("b", "2");
        Assert.True(tokens.TryFind("a", out _));
        tokens.Keep("c", "3");

        Assert.False(tokens.TryFind("b", out _));
        Assert.True(tokens.TryFind("a", out var a));
        Assert.True(tokens.TryFind("c", out var c));
        Assert.Equal(("1", "3"), (a, c));
    }

    [Fact]
    public void Keep_OfASessionThatHasOne_ReplacesIt()
    {
        var tokens = new SessionTokens(capacity: 2);
        tokens.Keep("a", "1");
        tokens.Keep("b", "2");
        tokens.Keep("a", "3");

        Assert.True(tokens.TryFind("a", out var token));
        Assert.Equal("3", token);
        Assert.True(tokens.TryFind("b", out _));
    }
}
