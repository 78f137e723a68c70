using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

public sealed class Qwen3Tests
{
    private const int SliceLength = 100;

    private static readonly Tokenizer Qwen3 = TokenizerCorpus.Qwen3;

    private static readonly Lazy<List<(int Line, TokenizerCase Case)>> Cases = new(() => [.. TokenizerCorpus.Cases("qwen3/cases.jsonl")]);

    public static TheoryData<int> FirstLines => [.. Enumerable.Range(0, 22).Select(slice => (slice * SliceLength) + 1)];

    [Fact]
    public void Corpus_HasTextsAndListsOfIds() => Assert.Equal(
        (2000, 200), (Cases.Value.Count(item => item.Case.Text is not null), Cases.Value.Count(item => item.Case.Text is null)));

    [Theory]
    [MemberData(nameof(FirstLines))]
    public void EncodeAndDecode_OnAHundredTextsOrListsOfIds_EqualTheReference(int firstLine) =>
        TokenizerCorpus.AssertEqualsReference(Qwen3, Cases.Value.GetRange(firstLine - 1, SliceLength));

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
