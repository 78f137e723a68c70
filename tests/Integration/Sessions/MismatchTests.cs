using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>What a session's view says of its tokens against a fresh tokenization of its messages.</summary>
public sealed class MismatchTests
{
    [Fact]
    public async Task View_WhenTheTokensSayWhatTheMessagesSay_FindsNothing() => Assert.Equal("[]", (await ViewAsync("<think>\n\n</think>\n\na1", Message("a1"))).GetRawText());

    /// <summary>A model that leaves out what its template writes; the history is the model's all the same.</summary>
    [Fact]
    public async Task View_WhenTheModelLeavesOutWhatTheTemplateWrites_NamesBothTexts()
    {
        var found = Assert.Single((await ViewAsync("sampled", Message("sampled"))).EnumerateArray());

        Assert.Equal("assistant_text", found.GetProperty("type").GetString());
        Assert.Contains("</think>", found.GetProperty("expected_text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("</think>", found.GetProperty("actual_text").GetString(), StringComparison.Ordinal);
    }

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
