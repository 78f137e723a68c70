using System.Buffers;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Tiny = TinyTokenizer.Load();

    [Theory]
    [InlineData(new[] { 'a', '\uD800', 'b' }, 1)]
    [InlineData(new[] { '\uDC00' }, 0)]
    [InlineData(new[] { '\uD83D', '\uDE00', '\uD83D' }, 2)]
    [InlineData(new[] { 'a', 'b', '\uD83D' }, 2)]
    public void Encode_WhenTheTextHasALoneSurrogate_RefusesItWithItsIndex(char[] units, int index)
    {
        var exception = Assert.Throws<ArgumentException>(() => Tiny.Encode(new string(units), SpecialTokens.Parse));

        Assert.Contains($"at index {index},", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(260)]
    public void Decode_WhenAnIdIsOutOfRange_RefusesItByNumber(int id)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Tiny.Decode([97, id], skipSpecialTokens: false));

        Assert.Contains($"The id {id} is not one of 0 to 259.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_WhenSpecialTokensAreText_GivesNoSpecialIdButStillMatchesOtherAddedTokens()
    {
        Assert.Equal([259, 258], Tiny.Encode("<t><s>", SpecialTokens.Parse));
        Assert.Equal([259, '<', 's', '>'], Tiny.Encode("<t><s>", SpecialTokens.AsText));
    }

    /// <summary>More ids than are kept in one buffer: the same text again and again has the same ids again and again.</summary>
    [Fact]
    public void Encode_OfMillionsOfIds_GivesAllOfThemInOrder()
    {
        const int times = 1_100_000;
        var text = string.Concat(Enumerable.Repeat(" abcx", times));

        var ids = Tiny.Encode(text, SpecialTokens.Parse);
        var writer = new ArrayBufferWriter<int>();
        var count = Tiny.Encode(text, SpecialTokens.Parse, writer);

        Assert.Equal(3 * times, ids.Length);
        Assert.True(ids.Chunk(3).All(three => three is [' ', 257, 'x']));
        Assert.Equal(ids.Length, count);
        Assert.True(ids.AsSpan().SequenceEqual(writer.WrittenSpan));
        Assert.Equal([257], Tiny.Encode("abc", SpecialTokens.Parse));
    }

    [Fact]
    public void Encode_MergesTheLowestRankFirst()
    {
        Assert.Equal([257], Tiny.Encode("abc", SpecialTokens.Parse));
        Assert.Equal(['x', 256, 'd'], Tiny.Encode("xabd", SpecialTokens.Parse));
    }

    [Fact]
    public void Encode_IntoAWriter_AppendsBehindWhatItHolds()
    {
        var writer = new ArrayBufferWriter<int>();
        writer.Write([7]);

        Assert.Equal(2, Tiny.Encode("xabc".AsSpan(), SpecialTokens.Parse, writer));
        Assert.Equal([7, 'x', 257], writer.WrittenSpan);
    }

    [Fact]
    public void GetPiece_WhenBytesAreNoUtf8_ShowsThemEscaped()
    {
        Assert.Equal("a", Tiny.GetPiece('a'));
        Assert.Equal("\\xE9", Tiny.GetPiece(0xE9));
        Assert.Equal([0xE9], Tiny.GetBytes(0xE9).ToArray());
    }

    [Fact]
    public void Decode_WhenSpecialTokensAreSkipped_KeepsOtherAddedTokens()
    {
        Assert.Equal("<t><s>a", Tiny.Decode([259, 258, 97], skipSpecialTokens: false));
        Assert.Equal("<t>a", Tiny.Decode([259, 258, 97], skipSpecialTokens: true));
    }
}
