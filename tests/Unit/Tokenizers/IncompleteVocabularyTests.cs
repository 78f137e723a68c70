using System.Text.Json.Nodes;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>Vocabularies without some bytes, and so with gaps in their ids: in the small tokenizer id n is byte n.</summary>
public sealed class IncompleteVocabularyTests
{
    private static readonly int[] NeverInUtf8 = [0xC0, 0xC1, .. Enumerable.Range(0xF5, 11)];

    [Fact]
    public void Load_WithoutTheBytesThatUtf8NeverHas_EncodesEveryText()
    {
        var tokenizer = TinyTokenizer.Load(Without(NeverInUtf8));
        var text = "abc é 中 😀 \U00040000 \U00080000 \U000C0000 \U0010FFFF";

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, SpecialTokens.Parse).AsSpan(), skipSpecialTokens: false));
        Assert.False(tokenizer.HasToken(0xC0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([0xC0], skipSpecialTokens: false));
    }

    [Fact]
    public void Encode_OfACharacterWhoseByteIsMissing_NamesBoth()
    {
        var tokenizer = TinyTokenizer.Load(Without([.. NeverInUtf8, 0xF1]));

        Assert.Equal("😀".Length, tokenizer.Decode(tokenizer.Encode("😀", SpecialTokens.Parse).AsSpan(), skipSpecialTokens: false).Length);
        var refused = Assert.Throws<UnwritableTextException>(() => tokenizer.Encode("a\U00054321", SpecialTokens.Parse));
        Assert.Equal("The tokenizer has no token for the byte 0xF1, which the character U+54321 needs.", refused.Message);
    }

    [Theory]
    [InlineData(0x09)]
    [InlineData(0x80)]
    [InlineData(0xBF)]
    [InlineData(0xC2)]
    [InlineData(0xF0)]
    public void Load_WithoutAByteThatTextHas_NamesIt(int value)
    {
        var refused = Assert.Throws<AssetException>(() => TinyTokenizer.Load(Without([value])));

        Assert.Equal($"model.vocab: has no token for the byte 0x{value:X2}.", refused.Message);
    }

    [Fact]
    public void LoadSnapshot_OfAVocabularyWithGaps_IsTheSameTokenizer()
    {
        var tokenizer = TinyTokenizer.Load(Without(NeverInUtf8));

        var again = Tokenizer.LoadSnapshot(tokenizer.ToSnapshot(), tokenizer.Identity);

        Assert.Equal(tokenizer.Encode("abc é\t😀", SpecialTokens.Parse).AsSpan(), again.Encode("abc é\t😀", SpecialTokens.Parse).AsSpan());
        Assert.Equal(
            Enumerable.Range(0, tokenizer.VocabularySize).Where(tokenizer.HasToken),
            Enumerable.Range(0, again.VocabularySize).Where(again.HasToken));
    }

    [Fact]
    public void Load_WithAnAddedTokenInAGap_IsRefused()
    {
        var json = Without(NeverInUtf8);
        json["added_tokens"]![0]!["content"] = "<new>";
        json["added_tokens"]![0]!["id"] = 256 + 2 + 2 - NeverInUtf8.Length;

        var refused = Assert.Throws<AssetException>(() => TinyTokenizer.Load(json));

        Assert.StartsWith("added_tokens[0].id: must come after all ids of model.vocab", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The small tokenizer without some bytes. The vocabulary has its added tokens: the reference would place them elsewhere.</summary>
    private static JsonObject Without(IEnumerable<int> bytes)
    {
        var json = TinyTokenizer.Json();
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        foreach (var name in vocabulary.Where(entry => bytes.Contains((int)entry.Value!)).Select(entry => entry.Key).ToList())
        {
            vocabulary.Remove(name);
        }

        foreach (var token in json["added_tokens"]!.AsArray())
        {
            vocabulary.Add((string)token!["content"]!, (int)token["id"]!);
        }

        return json;
    }
}
