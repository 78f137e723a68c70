using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class SentencePieceTests
{
    // The letters have the ids 3 to 9.
    private const int Space = 3, A = 4, B = 5, FirstMerge = 10;

    private const string Type = "trainer_spec.model_type: must be BPE";

    private static readonly Dictionary<string, (Action<TinyPieceModel> Change, string Expected)> Refused = new()
    {
        ["unigram"] = (model => model.Trainer(3, 1), $"{Type}, not UNIGRAM: Microsoft.ML.Tokenizers breaks ties"),
        ["word"] = (model => model.Trainer(3, 3), $"{Type}: Microsoft.ML.Tokenizers has no model of the kind WORD."),
        ["char"] = (model => model.Trainer(3, 4), $"{Type}: Microsoft.ML.Tokenizers has no model of the kind CHAR."),
        ["model type"] = (model => model.Trainer(3, 9), $"{Type}: Microsoft.ML.Tokenizers has no model of the kind 9."),
        ["normalizer"] = (
            model => model.Normalizer(1, "nmt_nfkc").Normalizer(2, "rules"),
            "normalizer_spec.name: must be identity, not nmt_nfkc: Microsoft.ML.Tokenizers passes over the rules"),
        ["denormalizer"] = (model => model.Raw((5 << 3) | 2, 3, (2 << 3) | 2, 1, 0), "denormalizer_spec: must be empty"),
        ["no escapes"] = (model => model.Normalizer(5, 0), "normalizer_spec.escape_whitespaces: must be true"),
        ["suffix"] = (model => model.Trainer(24, 1), "trainer_spec.treat_whitespace_as_suffix: must be false"),
        ["unused"] = (model => model.Add("ab", TinyPieceModel.Unused), "pieces[10]: \"ab\" is UNUSED: Microsoft.ML.Tokenizers does"),
        ["type"] = (model => model.Add("ab", 7), "pieces[10]: \"ab\" is of the type 7, which is not known."),
        ["twice"] = (model => model.Add("<s>", TinyPieceModel.Normal), "pieces[10]: \"<s>\" must be a text that no other piece has."),
        ["empty"] = (model => model.Add("", TinyPieceModel.Normal), "pieces[10]: \"\" must be a text that no other piece has."),
        ["score"] = (model => model.Add("ab", TinyPieceModel.Normal, float.NaN), "pieces[10]: \"ab\" must have a finite score."),
        ["character"] = (model => model.Merge("ac"), "pieces[10]: \"ac\" has the character U+0063, which is not a piece itself."),
        ["control"] = (model => model.Add("c", TinyPieceModel.Control), "pieces[10]: \"c\" must be longer"),
        ["space"] = (model => model.Add("a b", TinyPieceModel.UserDefined), "pieces[10]: \"a b\" must write U+2581 for a space"),
        ["two unknowns"] = (model => model.Add("<u>", TinyPieceModel.Unknown), "pieces: must have one of the type UNKNOWN."),
        ["byte"] = (model => model.Add("<0x41>", TinyPieceModel.Byte), "pieces[10]: \"<0x41>\" must be one of <0x00> to <0xFF>"),
        ["byte name"] = (model => model.Trainer(35, 1).Add("<0xab>", TinyPieceModel.Byte), "pieces[10]: \"<0xab>\" must be one of <0x00>"),
        ["bytes"] = (model => model.Trainer(35, 1), "trainer_spec.byte_fallback: needs the 256 pieces"),
        ["UTF-8"] = (model => model.Add([0xFF], TinyPieceModel.Normal), "pieces[10]: holds text that is not UTF-8 in field 1."),
        ["message"] = (model => model.Raw(0x0B), "tokenizer.model: is not the protobuf message"),
        ["end"] = (model => model.Raw((1 << 3) | 2, 9), "tokenizer.model: is not the protobuf message"),
    };

    public static TheoryData<string> Kinds => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LoadCheckpoint_WhenTheModelIsNotRight_RefusesItByName(string kind)
    {
        var model = new TinyPieceModel();
        Refused[kind].Change(model);

        var exception = Assert.Throws<AssetException>(() => model.Load());

        Assert.StartsWith(Refused[kind].Expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "tokenizer_config.json: is no JSON")]
    [InlineData("""{"eos_token":"\ud800"}""", "tokenizer_config.json: holds a string that is no Unicode text")]
    [InlineData("""{"add_prefix_space":false}""", "tokenizer_config.json.add_prefix_space: must be true, as")]
    [InlineData("""{"sp_model_kwargs":{"alpha":0.1}}""", "tokenizer_config.json.sp_model_kwargs: must be empty, because")]
    [InlineData("""{"legacy":"no"}""", "tokenizer_config.json.legacy: must be true or false")]
    [InlineData("""{"pad_token":"[PAD]"}""", "tokenizer_config.json.pad_token: \"[PAD]\" has no id: neither the vocabulary nor")]
    [InlineData("""{"added_tokens_decoder":{"4":{"content":"<x>"}}}""", "added_tokens[3].id: must be an id that no other token has")]
    [InlineData("""{"added_tokens_decoder":{"4":{"content":"b"}}}""", "added_tokens[3].id: must be 5, as in model.vocab, not 4.")]
    [InlineData("""{"added_tokens_decoder":{"x":{"content":"b"}}}""", "tokenizer_config.json.added_tokens_decoder.x.id: must be")]
    public void LoadCheckpoint_WhenTheConfigurationDoesNotFit_NamesTheField(string config, string expected) => Assert.StartsWith(
        expected, Assert.Throws<AssetException>(() => new TinyPieceModel().Load(config)).Message, StringComparison.Ordinal);

    [Fact]
    public void Encode_WhenMergesHaveEqualScores_TakesTheLeftmost()
    {
        // SentencePiece: (h1->score == h2->score && h1->left > h2->left), so of "aa" twice in "aaa" the first.
        var tokenizer = new TinyPieceModel().Normalizer(3, 0).Merge("aa").Load();

        Assert.Equal([FirstMerge, A], tokenizer.Encode("aaa", SpecialTokens.Parse));
    }

    [Fact]
    public void Encode_OfTextThatCouldMergeToAControlPiece_NeverGivesIt()
    {
        // The library alone merges "</" and "s>" to "</s>", the end of the turn.
        var tokenizer = new TinyPieceModel().Normalizer(3, 0).Merge("</", "s>").Load();

        Assert.Equal([FirstMerge, FirstMerge + 1], tokenizer.Encode("</s>", SpecialTokens.AsText));
        Assert.Equal([2], tokenizer.Encode("</s>", SpecialTokens.Parse));
    }

    [Theory]
    [InlineData("{}", new[] { 1, Space, A, 2, Space, B })]
    [InlineData("""{"legacy":true}""", new[] { 1, Space, A, 2, Space, B })]
    [InlineData("""{"legacy":false}""", new[] { 1, A, 2, B })]
    public void Encode_AfterASpecialToken_PutsThePrefixWhereTheConfigurationHasIt(string config, int[] expected) =>
        Assert.Equal(expected, new TinyPieceModel().Load(config).Encode("<s>a</s>b", SpecialTokens.Parse));

    [Fact]
    public void Encode_OfCharactersThatAreNoPieces_GivesOneUnknownTokenForAllThatStandTogether()
    {
        var tokenizer = new TinyPieceModel().Load();

        Assert.Equal([Space, 0, A, 0], tokenizer.Encode("中\U0001F600a!", SpecialTokens.Parse));
        Assert.Equal("<unk>a<unk>", tokenizer.Decode([Space, 0, A, 0], skipSpecialTokens: false));
        Assert.Equal("a", tokenizer.Decode([Space, 0, A, 0], skipSpecialTokens: true));
    }

    [Fact]
    public void LoadCheckpoint_ReadsAddedTokensFromAllThreeFiles()
    {
        var tokenizer = new TinyPieceModel().Load(
            """{"eos_token":{"content":"</s>"},"additional_special_tokens":["<x>"]}""",
            """{"pad_token":"<y>","unk_token":{"content":"<unk>"}}""",
            """{"<x>":10,"<y>":11,"<z>":14}""");

        Assert.Equal([10, 11, 14, Space, A], tokenizer.Encode("<x><y><z>a", SpecialTokens.Parse));
        Assert.Equal([14], tokenizer.AddedTokens.Where(token => !token.Special).Select(token => token.Id));
        Assert.False(tokenizer.HasToken(12));
        Assert.Equal("<z>a", tokenizer.Decode([10, 14, A], skipSpecialTokens: true));
    }

    [Fact]
    public void LoadCheckpoint_IdentityBindsTheModelAndTheSettings()
    {
        var model = new TinyPieceModel();
        var plain = model.Load();
        using var fields = new DigestBuilder();
        var identity = fields.Add(model.Build()).Add(plain.SettingsJson.Span).Build();

        Assert.Equal(identity, Digest.FromBytes(plain.Identity));
        Assert.NotEqual(identity, Digest.FromBytes(model.Load("""{"legacy":false}""").Identity));
        Assert.NotEqual(identity, Digest.FromBytes(model.Load(addedTokens: """{"<x>":10}""").Identity));
        Assert.NotEqual(identity, Digest.FromBytes(new TinyPieceModel().Merge("ab").Load().Identity));
    }

    [Fact]
    public void ToSnapshot_OfASentencePieceModel_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new TinyPieceModel().Load().ToSnapshot());
}
