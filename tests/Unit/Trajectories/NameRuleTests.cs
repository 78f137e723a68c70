using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What clients may call tags, groups, lines and sessions, at the borders that docs/server.md gives.</summary>
public sealed class NameRuleTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsTagOrId_OfALength_TakesOneTo64Characters(int length, bool expected)
    {
        Assert.Equal(expected, AgentTag.IsTag(new('a', length)));
        Assert.Equal(expected, SessionId.IsId(new('a', length)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void IsGroupOrLine_OfALength_TakesOneTo128Characters(int length, bool expected)
    {
        Assert.Equal(expected, SessionGroup.IsGroup(new('a', length)));
        Assert.Equal(expected, SessionLine.IsId(new('a', length)));
    }

    [Theory]
    [InlineData("!a~", true)]
    [InlineData("~", true)]
    [InlineData("!", true)]
    [InlineData("a b", false)]
    [InlineData(" a", false)]
    [InlineData("a\u007f", false)]
    [InlineData("é", false)]
    public void IsGroupOrLine_OfCharacters_TakesVisibleAscii(string text, bool expected)
    {
        Assert.Equal(expected, SessionGroup.IsGroup(text));
        Assert.Equal(expected, SessionLine.IsId(text));
    }

    [Theory]
    [InlineData("aZ09._:/@+-", true)]
    [InlineData("a b", false)]
    [InlineData("a!", false)]
    [InlineData("é", false)]
    public void IsTag_OfCharacters_TakesLettersDigitsAndSomeSigns(string text, bool expected) => Assert.Equal(expected, AgentTag.IsTag(text));

    [Theory]
    [InlineData("a._-9", true)]
    [InlineData("9", true)]
    [InlineData(".a", false)]
    [InlineData("_a", false)]
    [InlineData("-a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("aé", false)]
    [InlineData("é", false)]
    public void IsId_OfCharacters_BeginsWithALetterOrDigitAndTakesThreeSigns(string text, bool expected) =>
        Assert.Equal(expected, SessionId.IsId(text));

    /// <summary>Partitions of a shared table begin so.</summary>
    [Theory]
    [InlineData("index-1", false)]
    [InlineData("waiting-a", false)]
    [InlineData("verification-a", false)]
    [InlineData("index", true)]
    [InlineData("my-index-1", true)]
    public void IsId_OfWhatStoresUseThemselves_IsFalse(string text, bool expected) => Assert.Equal(expected, SessionId.IsId(text));
}
