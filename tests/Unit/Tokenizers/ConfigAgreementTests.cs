using System.Text;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>What transformers would add to a tokenizer, or change in it, that reads all of a checkpoint's files.</summary>
public sealed class ConfigAgreementTests
{
    private const string Flags = """ "single_word":false,"lstrip":false,"rstrip":false,"normalized":false """;

    private static readonly Tokenizer Tiny = TinyTokenizer.Load();

    [Theory]
    [InlineData("{}", "", "")]
    [InlineData("""{"added_tokens_decoder":null,"bos_token":null}""", "", "")]
    [InlineData("""{"added_tokens_decoder":{"258":{"content":"<s>","special":true},"259":{"content":"<t>","special":false,"normalized":false}}}""", "", "")]
    [InlineData("""{"bos_token":"<s>","pad_token":{"content":"<s>"},"unk_token":"","additional_special_tokens":["<s>"]}""", "", "")]
    [InlineData("""{"extra_special_tokens":["<s>"],"model_specific_special_tokens":{"image_token":"<s>"}}""", "", "")]
    [InlineData("{}", """{"bos_token":"<s>"}""", """{"<t>":259,"<s>":258}""")]
    [InlineData("""{"added_tokens_decoder":{}}""", """{"bos_token":"<x>"}""", """{"<x>":7}""")]
    public void RequireAgreement_OfFilesThatSayTheSame_Passes(string config, string map, string tokens) =>
        Tiny.RequireAgreement(Files(config, map, tokens));

    [Theory]
    [InlineData("258", "<s>", "\"special\":false,", "tokenizer_config.json.added_tokens_decoder.258: is \"<s>\" with the id 258, and tokenizer.json has \"<s>\" with the id 258 (special).")]
    [InlineData("259", "<t>", "\"special\":true,", "tokenizer_config.json.added_tokens_decoder.259: is \"<t>\" with the id 259 (special), and tokenizer.json has \"<t>\" with the id 259.")]
    [InlineData("260", "<t>", "", "tokenizer_config.json.added_tokens_decoder.260: is \"<t>\" with the id 260, and tokenizer.json has \"<t>\" with the id 259.")]
    [InlineData("260", "<u>", "\"special\":true,", "tokenizer_config.json.added_tokens_decoder.260: is \"<u>\" with the id 260 (special), and tokenizer.json has no added token of this text.")]
    [InlineData("97", "a", "", "tokenizer_config.json.added_tokens_decoder.97: is \"a\" with the id 97, and tokenizer.json has no added token of this text.")]
    public void RequireAgreement_WithAnotherToken_SaysWhatBothHave(string id, string content, string special, string expected) =>
        Assert.StartsWith(
            expected,
            Refuse(Decoder(id, $"\"content\":\"{content}\",{special}{Flags}")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("single_word")]
    [InlineData("lstrip")]
    [InlineData("rstrip")]
    [InlineData("normalized")]
    public void RequireAgreement_WithAnotherFlag_NamesIt(string flag) => Assert.StartsWith(
        $"tokenizer_config.json.added_tokens_decoder.259: is \"<t>\" with the id 259 ({flag}), and tokenizer.json has \"<t>\" with the id 259.",
        Refuse(Decoder("259", "\"content\":\"<t>\"," + Flags.Replace($"\"{flag}\":false", $"\"{flag}\":true", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    /// <summary>A token that is not said to be normalized is so unless it is special, as in the Hugging Face tokenizers.</summary>
    [Fact]
    public void RequireAgreement_WithoutTheFlagNormalized_TakesTheReferencesDefault() => Assert.StartsWith(
        "tokenizer_config.json.added_tokens_decoder.259: is \"<t>\" with the id 259 (normalized), and",
        Refuse("""{"added_tokens_decoder":{"259":{"content":"<t>"}}}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"eos_token":"a"}""", "", "", "tokenizer_config.json.eos_token: names \"a\", which is no special token of tokenizer.json.")]
    [InlineData("""{"additional_special_tokens":["<s>",{"content":"<u>"}]}""", "", "", "tokenizer_config.json.additional_special_tokens: names \"<u>\"")]
    [InlineData("""{"pad_token":"<t>"}""", "", "", "tokenizer_config.json.pad_token: names \"<t>\", which is no special token of tokenizer.json.")]
    [InlineData("""{"extra_special_tokens":["<s>","<u>"]}""", "", "", "tokenizer_config.json.extra_special_tokens: names \"<u>\"")]
    [InlineData("""{"extra_special_tokens":{"image_token":"<u>"}}""", "", "", "tokenizer_config.json.extra_special_tokens: names \"<u>\"")]
    [InlineData("""{"model_specific_special_tokens":{"image_token":{"content":"<u>"}}}""", "", "", "tokenizer_config.json.model_specific_special_tokens: names \"<u>\"")]
    [InlineData("{}", """{"mask_token":{"content":"<u>"}}""", "", "special_tokens_map.json.mask_token: names \"<u>\"")]
    [InlineData("{}", "", """{"<u>":260}""", "added_tokens.json.<u>: is \"<u>\" with the id 260, and tokenizer.json has no added token of this text.")]
    [InlineData("{}", "", """{"<s>":260}""", "added_tokens.json.<s>: is \"<s>\" with the id 260 (special), and tokenizer.json has \"<s>\" with the id 258 (special).")]
    public void RequireAgreement_WithATokenOfAnotherFile_NamesTheFile(string config, string map, string tokens, string expected)
    {
        var message = Refuse(config, map, tokens);

        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.EndsWith("save it with save_pretrained: then its files agree.", message, StringComparison.Ordinal);
    }

    private static string Decoder(string id, string fields) => "{\"added_tokens_decoder\":{\"" + id + "\":{" + fields + "}}}";

    private static string Refuse(string config, string map = "", string tokens = "") =>
        Assert.Throws<AssetException>(() => Tiny.RequireAgreement(Files(config, map, tokens))).Message;

    private static CheckpointFiles Files(string config, string map, string tokens) =>
        new("tokenizer.json", default, Encoding.UTF8.GetBytes(config))
        {
            SpecialTokensMap = Encoding.UTF8.GetBytes(map),
            AddedTokens = Encoding.UTF8.GetBytes(tokens),
        };
}
