using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A client that writes a tool call's arguments anew: what the session's matcher makes of the replayed message, over HTTP.</summary>
public sealed class MatcherTests
{
    private const string Sampled = "<tool_call>\n{\"name\": \"lookup\", \"arguments\": {\"city\":\"Paris\",\"units\":\"metric\"}}\n</tool_call>";

    private static readonly string Stored = Call("""{"city":"Paris","units":"metric"}""");
    private static readonly string Respelled = Call("""{"units": "metric", "city": "Paris"}""");

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_WithTheStrictMatcher_TakesARespelledCallForAnotherMessage(string policy)
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = await OpenAsync(session, policy, "strict");

        await ReplayAsync(session, id, Respelled);

        Assert.Equal([-1, -1], await ParentsAsync(session, id));
    }

    [Theory]
    [InlineData("linear", "loose_tool_call")]
    [InlineData("tree", "loose_tool_call")]
    [InlineData("linear", "rendered")]
    [InlineData("tree", "rendered")]
    [InlineData("linear", "role_content_only")]
    [InlineData("tree", "role_content_only")]
    public async Task Chat_WithALooserMatcher_ContinuesTheStoredTokensAndKeepsTheStoredSpelling(string policy, string matcher)
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = await OpenAsync(session, policy, matcher);
        var first = await ReplayAsync(session, id, Respelled);

        session.Script.Says("a3");
        await session.Client.TakeAsync(id, Body(Stored, """{"role":"tool","content":"ok","tool_call_id":"c"}""", """{"role":"assistant","content":"a2"}""", """{"role":"user","content":"next"}"""));

        Assert.Equal([-1, 0, 1], await ParentsAsync(session, id));
        var page = await session.Client.ViewAsync(id);
        Assert.True(page.Ids.AsSpan().StartsWith(first.AsSpan()));
        Assert.All(page.Records.Skip(1), record => Assert.Equal(
            Arguments(JsonElement.Parse(Stored)), Arguments(record.GetProperty("request").GetProperty("messages")[1])));
    }

    [Fact]
    public async Task Chat_WithTheRoleContentMatcher_ContinuesBehindACallThatTheClientDropped()
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = await OpenAsync(session, "linear", "role_content_only");

        var first = await ReplayAsync(session, id, """{"role":"assistant","content":null,"reasoning_content":null}""");

        Assert.Equal([-1, 0], await ParentsAsync(session, id));
        Assert.True((await session.Client.ViewAsync(id)).Ids.AsSpan().StartsWith(first.AsSpan()));
    }

    /// <summary>Takes the turn with the call, and one behind its replay; gives the tokens of the first.</summary>
    private static async Task<ImmutableArray<int>> ReplayAsync(ScriptedSession session, string id, string replayed)
    {
        session.Script.Parses(Sampled, Stored).Says("a2");
        await session.Client.TakeAsync(id, new Conversation().User("q").Body());
        var ids = (await session.Client.ViewAsync(id)).Ids;
        await session.Client.TakeAsync(id, Body(replayed, """{"role":"tool","content":"ok","tool_call_id":"c"}"""));
        return ids;
    }

    /// <summary>What the matcher does not take begins anew, so that one sees where.</summary>
    private static async Task<string> OpenAsync(ScriptedSession session, string policy, string matcher) =>
        (await session.Client.PostAsync("sessions", $$"""{"policy":"{{policy}}","matcher":"{{matcher}}","altered":"branch"}""")).Json.GetProperty("session_id").GetString()!;

    private static async Task<IEnumerable<int>> ParentsAsync(ScriptedSession session, string id) =>
        (await session.Client.GetAsync($"sessions/{id}/proof")).Json.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("parent").GetInt32());

    private static string Body(params ReadOnlySpan<string> messages) => $$"""{"messages":[{"role":"user","content":"q"},{{string.Join(',', messages)}}]}""";

    private static string? Arguments(JsonElement message) => message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString();

    private static string Call(string arguments) =>
        $$$"""{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"lookup","arguments":"{{{JsonEncodedText.Encode(arguments)}}}"}}]}""";
}
