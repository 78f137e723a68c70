using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

public sealed class Qwen3Tests
{
    private static readonly Tokenizer Qwen3 = TokenizerCorpus.Qwen3;

    [Fact]
    public void EncodeAndDecode_OnVariedTextsAndIds_EqualTheReference()
    {
        var cases = TokenizerCorpus.Cases("qwen3/cases.jsonl").Select(TokenizerCase.Parse).ToList();

        Assert.Equal((2000, 200), (cases.Count(item => item.Text is not null), cases.Count(item => item.Text is null)));
        Assert.Empty(cases.Select(item => item.DifferenceOf(Qwen3)).OfType<string>().Take(5));
    }

    [Fact]
    public void Load_OfTheRestoredAsset_HasItsIdentityAndSizes()
    {
        Assert.Equal("aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4", Convert.ToHexStringLower(Qwen3.Identity));
        Assert.Equal(151_669, Qwen3.VocabularySize);
        Assert.Equal(26, Qwen3.AddedTokens.Count);
        Assert.Equal(14, Qwen3.AddedTokens.Count(token => token.Special));
    }

    [Theory]
    [InlineData("<|im_end|>", 151645, true)]
    [InlineData("<think>", 151667, false)]
    [InlineData("ĠHello", 21927, false)]
    public void TryGetId_ByExactText_FindsAddedTokensAndVocabularyEntries(string token, int expected, bool special)
    {
        Assert.True(Qwen3.TryGetId(token, out var id));
        Assert.Equal(expected, id);
        Assert.Equal(special, Qwen3.IsSpecial(id));
    }
}
