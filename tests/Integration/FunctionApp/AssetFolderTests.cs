using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.FunctionApp;

public sealed class AssetFolderTests
{
    private static readonly string Corpus = Repository.PathTo("tests", "Golden", "corpus", "tokenizers");

    [Fact]
    public void Load_WithoutATokenizerJson_ReadsTheSentencePieceModel()
    {
        using var folder = Folder("""{"chat_template":"hi","bos_token":"<s>"}""");
        File.Copy(Path.Combine(Corpus, "sentencepiece", "llama.model"), folder.File("tokenizer.model"));
        File.WriteAllText(folder.File("special_tokens_map.json"), """{"pad_token":"<pad>"}""");
        File.WriteAllText(folder.File("added_tokens.json"), """{"<pad>":800}""");

        var assets = AssetFolder.Load(folder.Path);

        Assert.Equal("hi", assets.ChatTemplate);
        Assert.Equal([1, 800], assets.Tokenizer.Encode("<s><pad>", SpecialTokens.Parse));
        Assert.True(assets.Tokenizer.IsSpecial(800));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.snapshot"));
    }

    [Fact]
    public void Load_WithoutATokenizerJson_ReadsTheRankFile()
    {
        using var folder = Folder("""{"tokenizer_class":"TikTokenTokenizer"}""");
        File.Copy(Path.Combine(Corpus, "tiktoken", "ranks.tiktoken"), folder.File("tiktoken.model"));

        Assert.Equal([756], AssetFolder.Load(folder.Path).Tokenizer.Encode("<|reserved_token_756|>", SpecialTokens.Parse));
    }

    [Fact]
    public void Load_WithATokenizerJson_ReadsNothingElse()
    {
        using var folder = Folder("{}");
        File.Copy(Path.Combine(AssetFolder.Find(null), "tokenizer.json"), folder.File("tokenizer.json"));
        File.WriteAllText(folder.File("tokenizer.model"), "broken");

        Assert.Equal(ServedModel.Tokenizer.Identity, AssetFolder.Load(folder.Path).Tokenizer.Identity);
    }

    /// <summary>The legacy files of transformers, which are read where the configuration says of no added token.</summary>
    [Theory]
    [InlineData("""{"bos_token":"<|im_start|>"}""", "<|im_end|>")]
    [InlineData("""{"bos_token":"<|im_start|>","added_tokens_decoder":{}}""", "<|im_start|>")]
    [InlineData("{}", "<|im_end|>")]
    public void Load_WithASpecialTokensMap_TakesItWhereNoAddedTokensAreConfigured(string config, string expected)
    {
        using var folder = Folder(config);
        File.Copy(Path.Combine(AssetFolder.Find(null), "tokenizer.json"), folder.File("tokenizer.json"));
        File.WriteAllText(folder.File("special_tokens_map.json"), """{"bos_token":{"content":"<|im_end|>"}}""");

        Assert.Equal([KeyValuePair.Create("bos_token", expected)], AssetFolder.Load(folder.Path).SpecialTokens);
    }

    [Fact]
    public void Load_WithATokenThatTokenizerJsonLacks_RefusesIt()
    {
        using var folder = Folder("{}");
        File.Copy(Path.Combine(AssetFolder.Find(null), "tokenizer.json"), folder.File("tokenizer.json"));
        File.WriteAllText(folder.File("added_tokens.json"), """{"<tool>":151669}""");

        Assert.StartsWith("added_tokens.json.<tool>: is \"<tool>\"", Assert.Throws<AssetException>(() => AssetFolder.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>transformers' own test: "Assert the file template clobbers any template in the config".</summary>
    [Theory]
    [InlineData("""{"chat_template":"old"}""")]
    [InlineData("""{"chat_template":[{"name":"default","template":"old"},{"name":"tool_use","template":"older"}]}""")]
    [InlineData("{}")]
    public void Load_WithATemplateInAFileOfItsOwn_TakesThat(string config)
    {
        using var folder = Folder(config);
        File.Copy(Path.Combine(AssetFolder.Find(null), "tokenizer.json"), folder.File("tokenizer.json"));
        File.WriteAllText(folder.File("chat_template.jinja"), "nëw");

        Assert.Equal("nëw", AssetFolder.Load(folder.Path).ChatTemplate);
    }

    [Fact]
    public void Load_WithTemplatesThatCannotBeTaken_NamesThem()
    {
        using var folder = Folder("{}");
        File.Copy(Path.Combine(AssetFolder.Find(null), "tokenizer.json"), folder.File("tokenizer.json"));
        File.WriteAllBytes(folder.File("chat_template.jinja"), [0xff]);
        Assert.EndsWith("the file is no UTF-8.", Assert.Throws<AssetException>(() => AssetFolder.Load(folder.Path)).Message, StringComparison.Ordinal);

        Directory.CreateDirectory(folder.File("additional_chat_templates"));
        File.WriteAllText(folder.File("additional_chat_templates/tool_use.jinja"), "other");
        Assert.Contains("several named templates are not supported", Assert.Throws<AssetException>(() => AssetFolder.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithSeveralRankFiles_NamesThem()
    {
        using var folder = Folder("{}");
        File.WriteAllText(folder.File("b.tiktoken"), "");
        File.WriteAllText(folder.File("a.tiktoken"), "");

        Assert.EndsWith(
            ": several rank files are there: a.tiktoken, b.tiktoken. Leave the model's.",
            Assert.Throws<AssetException>(() => AssetFolder.Load(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    private static TempFolder Folder(string config)
    {
        var folder = new TempFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), config);
        return folder;
    }
}
