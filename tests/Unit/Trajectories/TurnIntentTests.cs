using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Trajectories;

public sealed class TurnIntentTests
{
    private static readonly TurnIntent Open = Intents.Of("k");

    [Theory]
    [InlineData("a", true)]
    [InlineData("!~", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("\u007f", false)]
    public void IsKey_OfAText_TakesVisibleAsciiAlone(string text, bool isKey) => Assert.Equal(isKey, TurnIntent.IsKey(text));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void IsKey_OfALongText_HasALimit(int length, bool isKey) => Assert.Equal(isKey, TurnIntent.IsKey(new('k', length)));

    [Fact]
    public void GivesWay_WhileOpen_FromTheExpiryOn()
    {
        Assert.False(Open.GivesWay(Open.ExpiresAt.AddTicks(-1)));
        Assert.True(Open.GivesWay(Open.ExpiresAt));
    }

    [Fact]
    public void GivesWay_WhenEnded_OnlyAfterAFailure()
    {
        Assert.True((Open with { End = new IntentEnd.Failed(IntentFailure.EngineError) }).GivesWay(Open.StartedAt));
        Assert.False((Open with { End = new IntentEnd.Committed(0) }).GivesWay(Open.ExpiresAt.AddYears(1)));
    }
}
