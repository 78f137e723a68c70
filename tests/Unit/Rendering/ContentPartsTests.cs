using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Rendering;

/// <summary>Content that is a list, as SGLang gives it to templates (process_content_for_template_format).</summary>
public sealed class ContentPartsTests
{
    private const string Looping = "{% for message in messages %}{% for part in message.content %}{% endfor %}{{ message.content | tojson }}{% endfor %}";

    private const string Plain = "{% for message in messages %}{{ message.content | tojson }}{% endfor %}";

    private const string Parts = """
        {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"text":"b","type":"input_text"}]}
        """;

    private const string Listed = """[{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]""";

    [Theory]
    [InlineData(Looping, ContentParts.Detected, Listed)]
    [InlineData(Plain, ContentParts.Detected, "\"a b\"")]
    [InlineData(Looping, ContentParts.Joined, "\"a b\"")]
    [InlineData(Plain, ContentParts.Listed, Listed)]
    public void Render_OfParts_GivesAListToATemplateThatLoopsOverContentAndOneTextElsewhere(string template, ContentParts parts, string expected) =>
        Assert.Equal(expected, Render(template, parts, Parts));

    [Fact]
    public void Render_OfAString_IsTheSameForBoth() =>
        Assert.Equal("\"a\"", Render(Looping, ContentParts.Listed, """{"role":"user","content":"a"}"""));

    [Theory]
    [InlineData("""{"type":"image_url","image_url":{"url":"u"}}""", "only parts of type text are supported, not \"image_url\".")]
    [InlineData("""{"type":"input_audio"}""", "only parts of type text are supported, not \"input_audio\".")]
    [InlineData("""{"type":"refusal","refusal":"no"}""", "only parts of type text are supported, not \"refusal\".")]
    [InlineData("""{"text":"a"}""", "must be an object with a type.")]
    [InlineData("""{"type":"text"}""", "has no text.")]
    public void Render_OfAnotherPart_NamesIt(string part, string message) => Assert.All(
        new[] { ContentParts.Listed, ContentParts.Joined },
        parts => Assert.Equal(
            $"messages[0].content[0]: {message}",
            Assert.Throws<MessageException>(() => Render(Plain, parts, $$"""{"role":"user","content":[{{part}}]}""")).Message));

    private static string Render(string template, ContentParts parts, string message)
    {
        var renderer = ChatRenderer.Create(TinyModel.Family(template) with { ContentParts = parts }, TinyModel.Assets());
        return renderer.Render(Requests.Of(renderer.Family, [Chat.Message(message)]));
    }
}
