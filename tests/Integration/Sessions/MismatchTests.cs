using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>What a session's view says of its tokens against a fresh tokenization of its messages.</summary>
public sealed class MismatchTests
{
    [Fact]
    public async Task View_WhenTheTokensSayWhatTheMessagesSay_FindsNothing() => Assert.Equal("[]", (await ViewAsync("<think>\n\n</think>\n\na1", Message("a1"))).GetRawText());

    [Fact]
    public async Task View_WhenTheEngineTellsAnotherTextThanItSampled_NamesBothTexts()
    {
        var found = Assert.Single((await ViewAsync("sampled", Message("told"))).EnumerateArray());

        Assert.Equal("assistant_text", found.GetProperty("type").GetString());
        Assert.Contains("told", found.GetProperty("expected_text").GetString(), StringComparison.Ordinal);
        Assert.Contains("sampled", found.GetProperty("actual_text").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A message that no template renders is recorded all the same: its tokens were sampled. There is nothing to hold them against.</summary>
    [Fact]
    public async Task View_WhenTheConversationCannotBeRendered_HasNoVerdict() => Assert.Equal(
        JsonValueKind.Undefined, (await ViewAsync("a1", """{"role":"assistant","content":[{"type":"image_url"}]}""")).ValueKind);

    /// <summary>Without the tools the system message of the fresh render would be another one.</summary>
    [Fact]
    public async Task View_OfATurnWithTools_RendersThemToo()
    {
        await using var session = await ScriptedSession.OpenAsync("<think>\n\n</think>\n\na1");
        await session.Client.TakeAsync(session.Id, new Conversation().User("u").BodyWithTools());

        Assert.Contains("get_weather", session.Prompts[0], StringComparison.Ordinal);
        Assert.Equal("[]", (await session.ViewAsync()).Metadata.GetProperty("tito_session_mismatch").GetRawText());
    }

    private static async Task<JsonElement> ViewAsync(string sampled, string message)
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Parses(sampled, message);
        await session.TakeAsync(new Conversation().User("u"));
        return (await session.ViewAsync()).Metadata.TryGetProperty("tito_session_mismatch", out var verdict) ? verdict : default;
    }

    private static string Message(string text) => $$"""{"role":"assistant","content":"{{text}}"}""";
}
