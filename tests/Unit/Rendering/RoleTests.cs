using Tito.Core.Messages;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Rendering;

/// <summary>Roles beyond the four that every template knows.</summary>
public sealed class RoleTests
{
    private const string ChatMl = "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}";

    private const string Knowing = "{% for m in messages %}{% if m.role in ['developer', 'critic'] %}!{% endif %}<{{ m.role }}>{{ m.content }}{% endfor %}";

    [Theory]
    [InlineData(ChatMl, "<user>a<system>b<user>c")]
    [InlineData(Knowing, "<user>a!<developer>b<user>c")]
    public void Render_OfADeveloperMessage_GivesItToATemplateThatKnowsItAndElsewhereAsSystemInItsPlace(string template, string expected) =>
        Assert.Equal(expected, Render(template, Chat.User("a"), Of("developer", "b"), Chat.User("c")));

    [Fact]
    public void Render_OfARoleThatTheTemplateKnows_GivesItByItsName() =>
        Assert.Equal("!<critic>b", Render(Knowing, Of("critic", "b")));

    [Theory]
    [InlineData("critic")]
    [InlineData("function")]
    [InlineData("System")]
    [InlineData("(other)")]
    public void Render_OfARoleThatTheTemplateDoesNotKnow_NamesItAndThoseThatThereAre(string role)
    {
        var failed = Assert.Throws<MessageException>(() => Render(ChatMl, Chat.User("a"), Of(role, "b")));

        Assert.Equal("messages[1].role", failed.Param);
        Assert.Equal(
            $"messages[1].role: the format of family tiny does not know the role \"{role}\"; there are assistant, developer, system, tool, user.",
            failed.Message);
    }

    private static ChatMessage Of(string role, string content) => Chat.Message($$"""{"role":"{{role}}","content":"{{content}}"}""");

    private static string Render(string template, params ChatMessage[] messages)
    {
        var renderer = TinyModel.Renderer(template);
        return renderer.Render(Requests.Of(renderer.Family, messages));
    }
}
