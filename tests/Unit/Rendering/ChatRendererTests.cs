using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Rendering;

public sealed class ChatRendererTests
{
    private const string OneTool = """[{"function":{"name":"f"}}]""";

    [Theory]
    [InlineData("{% for t in tools %}{{ t.type }} {{ t.function.name.upper() }}{% endfor %}", "function F")]
    [InlineData("{% for t in tools %}{{ t.type }} {{ t.name.upper() }}{% endfor %}", " F")]
    [InlineData("{% if tools[0].function %}{{ raise_exception('bare, please') }}{% endif %}{{ tools[0].name }}", "f")]
    public void Render_WhenTheTemplateFailsOnWrappedTools_TriesTheBareFunctions(string template, string expected) =>
        Assert.Equal(expected, Render(template, OneTool));

    [Fact]
    public void Render_WhenTheTemplateFailsOnBothForms_SaysTheTemplatesWords()
    {
        var failed = Assert.Throws<RenderException>(() => Render("{{ raise_exception('never ' ~ (tools[0].name or 'wrapped')) }}", OneTool));

        Assert.Contains("never f", failed.Message, StringComparison.Ordinal);
        Assert.Contains("tiny.jinja, line 1", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhenTheTemplateFailsWithoutTools_Throws() =>
        Assert.Throws<RenderException>(() => Render("{{ raise_exception('no') }}", null));

    [Theory]
    [InlineData("""{"eos_token":"<t>","bos_token":{"content":"<s>","lstrip":false},"pad_token":null}""", null, "<s><t>")]
    [InlineData("""{"eos_token":"<t>"}""", """{"eos_token":"mine"}""", "mine")]
    public void Render_GivesTheCheckpointsSpecialTokensUnlessTheRequestSaysOtherwise(string config, string? arguments, string expected)
    {
        var renderer = TinyModel.Renderer("{{ bos_token }}{{ eos_token }}{{ pad_token }}", config);

        Assert.Equal(expected, renderer.Render(Requests.Of(renderer.Family, [], arguments: arguments)));
    }

    [Theory]
    [InlineData(true, "2 go")]
    [InlineData(false, "2 ")]
    public void Render_GivesMessagesAndTheGenerationPrompt(bool generate, string expected)
    {
        var renderer = TinyModel.Renderer("{{ messages | length }} {% if add_generation_prompt %}go{% endif %}");

        Assert.Equal(expected, renderer.Render(Requests.Of(renderer.Family, [Chat.User("a"), Chat.User("b")], generate: generate)));
    }

    /// <summary>As transformers' apply_chat_template has it: its documents are None where nobody gave any.</summary>
    [Theory]
    [InlineData(null, "None True")]
    [InlineData("""{"documents":["d"]}""", "['d'] True")]
    public void Render_DefinesDocuments(string? arguments, string expected) =>
        Assert.Equal(expected, Render("{{ documents }} {{ documents is defined }}", null, arguments));

    [Fact]
    public void Render_WhenAnArgumentCannotBeGiven_NamesIt() => Assert.Equal(
        "chat_template_kwargs.x",
        Assert.Throws<MessageException>(() => Render("", null, """{"x":"\ud800"}""")).Param);

    [Fact]
    public void Create_WhenTheFamilyHasNoTemplate_TakesTheCheckpointsOwn()
    {
        var assets = TinyModel.Assets("""{"chat_template":"own"}""");

        Assert.Equal("own", Text(ChatRenderer.Create(TinyModel.Family(null), assets)));
        Assert.Equal("fixed", Text(ChatRenderer.Create(TinyModel.Family("fixed"), assets)));
        Assert.Equal("own", Text(ChatRenderer.WithOwnTemplate(TinyModel.Family("fixed"), assets)));
        Assert.Throws<AssetException>(() => ChatRenderer.Create(TinyModel.Family(null), TinyModel.Assets()));

        static string Text(ChatRenderer renderer) => renderer.Render(Requests.Of(renderer.Family, []));
    }

    [Theory]
    [InlineData(256, "256 \"ab\"")]
    [InlineData(10, "10 \"\\n\"")]
    [InlineData(-1, "-1 (not in the vocabulary)")]
    [InlineData(260, "260 (not in the vocabulary)")]
    public void Describe_ShowsIdAndText(int id, string expected) => Assert.Equal(expected, TinyModel.Renderer("").Describe(id));

    /// <summary>
    /// Python, with <c>fields</c> of DigestBuilderTests and the SHA-256 of tokenizer.json as <c>tokenizer</c>:
    /// <c>fields(b"tito.genesis.v1", b"f", tokenizer, hashlib.sha256(b"{{ 1 }}").digest(), b"special:eos_token", b"&lt;|im_end|&gt;", b"special:pad_token",
    /// b"&lt;|endoftext|&gt;", b"a", b"1.0")</c>.
    /// </summary>
    [Fact]
    public void Genesis_BindsFamilyTokenizerTemplateAndFixedArguments()
    {
        var family = TinyModel.Family("{{ 1 }}") with { Name = "f", FixedArguments = [new("a", JsonElement.Parse("1.0"))] };
        const string Expected = "e4d419881c58dbebf27aac99c5fd897b6cb4e1dafee35dd637c11b141405d726";

        Assert.Equal(Expected, ChatRenderer.Create(family, Qwen3.Assets).Genesis.ToString());
        ChatRenderer[] others =
        [
            ChatRenderer.Create(family with { Name = "g" }, Qwen3.Assets),
            ChatRenderer.Create(family with { FixedTemplate = "{{ 1}}" }, Qwen3.Assets),
            ChatRenderer.Create(family with { FixedArguments = [] }, Qwen3.Assets),
            ChatRenderer.Create(family with { FixedArguments = [new("b", JsonElement.Parse("1.0"))] }, Qwen3.Assets),
            ChatRenderer.Create(family with { FixedArguments = [new("a", JsonElement.Parse("1"))] }, Qwen3.Assets),
            ChatRenderer.Create(family, TinyModel.Assets()),
        ];
        Assert.Equal(others.Length, others.Select(renderer => renderer.Genesis.ToString()).Where(digest => digest != Expected).Distinct().Count());
    }

    private static string Render(string template, string? tools, string? arguments = null)
    {
        var renderer = TinyModel.Renderer(template);
        return renderer.Render(Requests.Of(renderer.Family, [], tools, arguments));
    }
}
