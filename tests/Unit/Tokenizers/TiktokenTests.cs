using System.Globalization;
using System.Text;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class TiktokenTests
{
    private const string Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly Dictionary<string, int> NoTokens = [];

    [Fact]
    public void LoadTiktoken_MergesTheLowestRankFirstAndTakesWholePieces()
    {
        // Ranks: ab 256, bc 257, cd 258, bcd 259, xyz 260. "abcd": ab goes first, then cd. "xyz": no merge leads there, but the piece is a token.
        var tokenizer = Tokenizer.LoadTiktoken(RankFile("ab", "bc", "cd", "bcd", "xyz"), Pattern, NoTokens);

        Assert.Equal([256, 258], tokenizer.Encode("abcd", SpecialTokens.Parse));
        Assert.Equal([259], tokenizer.Encode("bcd", SpecialTokens.Parse));
        Assert.Equal([260], tokenizer.Encode("xyz", SpecialTokens.Parse));
        Assert.Equal(['x', 'y', 'z', 'z'], tokenizer.Encode("xyzz", SpecialTokens.Parse));
    }

    [Fact]
    public void LoadTiktoken_WhenSpecialTokensLeaveIdsOut_RefusesToDecodeThose()
    {
        var tokenizer = Tokenizer.LoadTiktoken(RankFile(), Pattern, new Dictionary<string, int> { ["<e>"] = 300, ["<s>"] = 258 });

        Assert.Equal([258, 300, 'a'], tokenizer.Encode("<s><e>a", SpecialTokens.Parse));
        Assert.Equal(301, tokenizer.VocabularySize);
        Assert.Equal("<s><e>", tokenizer.Decode([258, 300], skipSpecialTokens: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([299], skipSpecialTokens: false));
        Assert.Equal([258, 300], Tokenizer.LoadSnapshot(tokenizer.ToSnapshot(), tokenizer.Identity).Encode("<s><e>", SpecialTokens.Parse));
    }

    [Theory]
    [InlineData("YQ==", "line 1: must be a token in Base64, a space and the rank 0.")]
    [InlineData("YQ== 1", "line 1: must be a token in Base64, a space and the rank 0.")]
    [InlineData("YQ== 0\n?? 1", "line 2: must be a token in Base64, a space and the rank 1.")]
    [InlineData("YQ== 0", "model.vocab: has no token for the byte 0x00.")]
    public void LoadTiktoken_WhenTheFileIsBroken_NamesTheLine(string file, string expected)
    {
        var exception = Assert.Throws<AssetException>(() => Tokenizer.LoadTiktoken(Encoding.UTF8.GetBytes(file), Pattern, NoTokens));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void LoadTiktoken_IdentityBindsThePatternAndTheSpecialTokens()
    {
        var plain = Tokenizer.LoadTiktoken(RankFile(), Pattern, NoTokens);
        var identity = plain.Identity.ToArray();
        using var fields = new DigestBuilder();

        Assert.Equal(fields.Add(RankFile()).Add(plain.SettingsJson.Span).Build(), Digest.FromBytes(identity));
        Assert.Equal(identity, Tokenizer.LoadTiktoken(RankFile(), Pattern, NoTokens).Identity.ToArray());
        Assert.NotEqual(identity, Tokenizer.LoadTiktoken(RankFile(), Pattern, new Dictionary<string, int> { ["<s>"] = 256 }).Identity.ToArray());
        Assert.NotEqual(identity, Tokenizer.LoadTiktoken(RankFile(), @"\p{N}{1,3}", NoTokens).Identity.ToArray());
    }

    [Theory]
    [InlineData("o200k_base.tiktoken", "{}")]
    [InlineData("tiktoken.model", """{"tokenizer_class":"TikTokenTokenizer"}""")]
    [InlineData("tokenizer.model", """{"tokenizer_class":"ChatGLM4Tokenizer"}""")]
    public void LoadCheckpoint_OfARankFile_KnowsItByItsNameOrByWhatIsInIt(string name, string config) =>
        Assert.Equal(['a', '/', '/'], Checkpoint(name, config).Encode("a//", SpecialTokens.Parse));

    [Fact]
    public void LoadCheckpoint_OfKimi_GivesEachReservedIdItsToken()
    {
        var tokenizer = Checkpoint(
            "tiktoken.model",
            """{"tokenizer_class":"TikTokenTokenizer","added_tokens_decoder":{"257":{"content":"[EOS]","special":true}}}""");

        Assert.Equal([256, 257, 511], tokenizer.Encode("<|reserved_token_256|>[EOS]<|reserved_token_511|>", SpecialTokens.Parse));
        Assert.Equal(512, tokenizer.VocabularySize);
    }

    [Theory]
    [InlineData("qwen.tiktoken", """{"tokenizer_class":"QWenTokenizer"}""")]
    [InlineData("tokenizer.model", "{}")]
    public void LoadCheckpoint_WhenThePatternIsNotKnown_SaysWhichAre(string name, string config) => Assert.Equal(
        $"tokenizer_config.json.tokenizer_class: does not say which pattern cuts text before {name} is looked up: only TikTokenTokenizer, "
        + "ChatGLM4Tokenizer are known, and the files cl100k_base.tiktoken, o200k_base.tiktoken.",
        Assert.Throws<AssetException>(() => Checkpoint(name, config)).Message);

    private static Tokenizer Checkpoint(string name, string config) =>
        Tokenizer.LoadCheckpoint(new(name, RankFile(), Encoding.UTF8.GetBytes(config)));

    internal static byte[] RankFile(params string[] tokens)
    {
        var all = Enumerable.Range(0, 256).Select(value => (byte[])[(byte)value]).Concat(tokens.Select(Encoding.UTF8.GetBytes));
        return Encoding.UTF8.GetBytes(string.Join('\n', all.Select((token, rank) =>
            string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(token)} {rank}"))));
    }
}
