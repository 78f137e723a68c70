using Tito.Core.Completions;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>OpenAI: "The returned text will not contain the stop sequence." Each piece here is what one token added.</summary>
public sealed class StopStringHoldTests
{
    [Theory]
    [InlineData("END", "a|b|END", "END", "ab")]
    [InlineData("END", "aE|N|D", "END", "a")]
    [InlineData("END", "aE|N|X", null, "aENX")]
    [InlineData("END", "aE|N", null, "aEN")]
    [InlineData("END", "a END b", "END", "a ")]
    [InlineData("END", "aEND|x|y", "END", "a")]
    [InlineData("aa", "xaaa", "aa", "x")]
    [InlineData("\n", "one\n|two\n|3|4|5|6|7|8|9|0|a\n", "\n", "one\ntwo\n34567890a")]
    [InlineData("abX,b", "ab", "b", "a")]
    [InlineData("END", "text", "OTHER", "text")]
    public void Text_HoweverItComes_EndsBeforeTheStopString(string stops, string pieces, string? stop, string expected)
    {
        var hold = new StopStringHold([.. stops.Split(',')]);

        var shown = pieces.Split('|').SelectMany(piece => hold.Pass([new(DeltaKind.Content, piece)])).ToList();
        var (rest, kind, cut) = hold.End(stop);

        var text = string.Concat(shown.Concat(rest).Select(delta => delta.Text));
        Assert.Equal((expected, DeltaKind.Content), (text, kind));
        Assert.Equal(pieces.Replace("|", "", StringComparison.Ordinal).Length - expected.Length, cut);
    }

    [Fact]
    public void Pass_OfWhatMayBecomeAStopString_HoldsItBackAndNoMore()
    {
        var hold = new StopStringHold(["END"]);

        Assert.Equal("a", Assert.Single(hold.Pass([new(DeltaKind.Content, "aE")])).Text);
        Assert.Empty(hold.Pass([new(DeltaKind.Content, "N")]));
        Assert.Equal("ENb", Assert.Single(hold.Pass([new(DeltaKind.Content, "b")])).Text);
    }

    [Fact]
    public void Pass_OfACallAfterHeldText_ShowsTheTextFirst()
    {
        var hold = new StopStringHold(["END"]);
        Assert.Empty(hold.Pass([new(DeltaKind.Content, "E")]));

        CompletionDelta[] call = [new(DeltaKind.CallBegin, "f", "1"), new(DeltaKind.CallArguments, "\"END\"")];
        Assert.Equal([new(DeltaKind.Content, "E"), .. call], hold.Pass(call));
    }

    /// <summary>An engine may sample eight tokens beyond the place where it stopped; one that goes on did not stop there.</summary>
    [Theory]
    [InlineData(8, "x", 11)]
    [InlineData(9, "x", 0)]
    [InlineData(8, "", 3)]
    [InlineData(9, "", 0)]
    public void Pass_OfTokensBeyondAStopString_HoldsItForEight(int count, string piece, int cut)
    {
        var hold = new StopStringHold(["END"]);
        hold.Pass([new(DeltaKind.Content, "END")]);

        for (var token = 0; token < count; token++)
        {
            hold.Pass(piece.Length == 0 ? [] : [new(DeltaKind.Content, piece)]);
        }

        Assert.Equal(cut, hold.End("END").CutCount);
    }

    /// <summary>What was thought for long says nothing of what was said since.</summary>
    [Fact]
    public void Pass_OfContentAfterLongReasoning_CountsItsOwnTokens()
    {
        var hold = new StopStringHold(["END"]);
        for (var token = 0; token < 9; token++)
        {
            hold.Pass([new(DeltaKind.Reasoning, "thinking")]);
        }

        Assert.Empty(hold.Pass([new(DeltaKind.Content, "END")]));
        Assert.Empty(hold.Pass([new(DeltaKind.Content, "x")]));
        Assert.Equal(4, hold.End("END").CutCount);
    }
}
