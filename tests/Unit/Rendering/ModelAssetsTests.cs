using Tito.Tokenizers;

namespace Tito.Tests.Unit.Rendering;

public sealed class ModelAssetsTests
{
    [Fact]
    public void Load_ReadsTemplateAndSpecialTokens()
    {
        var assets = TinyModel.Assets("""{"eos_token":"<e>","chat_template":"x","bos_token":{"content":"<b>"},"pad_token":null,"other":1}""");

        Assert.Equal("x", assets.ChatTemplate);
        Assert.Equal([new("bos_token", "<b>"), new("eos_token", "<e>")], assets.SpecialTokens);
        Assert.Equal(260, assets.Tokenizer.VocabularySize);
    }

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
