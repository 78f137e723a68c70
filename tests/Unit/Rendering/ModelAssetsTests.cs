using System.Text;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Tokenizers;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Rendering;

public sealed class ModelAssetsTests
{
    [Fact]
    public void Load_ReadsTemplateAndSpecialTokens()
    {
        var assets = TinyModel.Assets("""{"eos_token":"<t>","chat_template":"x","bos_token":{"content":"<s>"},"pad_token":null,"other":1}""");

        Assert.Equal("x", assets.ChatTemplate);
        Assert.Equal([new("bos_token", "<s>"), new("eos_token", "<t>")], assets.SpecialTokens);
        Assert.Equal(260, assets.Tokenizer.VocabularySize);
    }

    [Fact]
    public void Load_WithATokenThatTheTokenizerLacks_IsRefused() =>
        Assert.StartsWith("tokenizer_config.json.eos_token", Assert.Throws<AssetException>(
            () => ModelAssets.Load(Encoding.UTF8.GetBytes(TinyTokenizer.Json().ToJsonString()), """{"eos_token":"<e>"}"""u8.ToArray())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"eos_token":"<t>"}""", """{"eos_token":"<s>","pad_token":{"content":"<t>"}}""", "eos_token=<s> pad_token=<t>")]
    [InlineData("""{"eos_token":"<t>","added_tokens_decoder":null}""", """{"eos_token":null}""", "")]
    [InlineData("""{"eos_token":"<t>","added_tokens_decoder":{}}""", """{"eos_token":"<s>"}""", "eos_token=<t>")]
    [InlineData("""{"eos_token":"<t>","bos_token":""}""", "", "eos_token=<t>")]
    public void Load_WithASpecialTokensMap_TakesItWhereNoAddedTokensAreConfigured(string config, string map, string expected)
    {
        var assets = ModelAssets.Load(TinyModel.Assets().Tokenizer, Encoding.UTF8.GetBytes(config), null, Encoding.UTF8.GetBytes(map));

        Assert.Equal(expected, string.Join(' ', assets.SpecialTokens.Select(token => $"{token.Key}={token.Value}")));
    }

    [Theory]
    [InlineData("[]", "special_tokens_map.json")]
    [InlineData("""{"eos_token":5}""", "special_tokens_map.json: eos_token")]
    public void Load_WhenTheMapIsBroken_NamesThePlace(string map, string place) => Assert.Contains(
        place,
        Assert.Throws<AssetException>(() => ModelAssets.Load(TinyModel.Assets().Tokenizer, "{}"u8.ToArray(), null, Encoding.UTF8.GetBytes(map))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"chat_template":null}""")]
    public void Load_WithoutATemplate_HasNone(string config) => Assert.Null(TinyModel.Assets(config).ChatTemplate);

    [Theory]
    [InlineData("", "tokenizer_config.json")]
    [InlineData("[]", "tokenizer_config.json")]
    [InlineData("""{"chat_template":[{"name":"default","template":"x"}]}""", "tokenizer_config.json: chat_template")]
    [InlineData("""{"eos_token":5}""", "tokenizer_config.json: eos_token")]
    [InlineData("""{"eos_token":{"content":5}}""", "tokenizer_config.json: eos_token")]
    [InlineData("""{"eos_token":{}}""", "tokenizer_config.json: eos_token")]
    public void Load_WhenTheConfigIsBroken_NamesThePlace(string config, string place) =>
        Assert.Contains(place, Assert.Throws<AssetException>(() => TinyModel.Assets(config)).Message, StringComparison.Ordinal);
}
