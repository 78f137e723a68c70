using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A client that writes a tool call's arguments anew: what the session's matcher makes of the replayed message, over HTTP.</summary>
public sealed class MatcherTests
{
    private const string Sampled = "<tool_call>\n{\"name\": \"lookup\", \"arguments\": {\"city\":\"Paris\",\"units\":\"metric\"}}\n</tool_call>";

    private const string Tools = """[{"type":"function","function":{"name":"lookup","parameters":{}}}]""";
    private const string Stored = """{"city":"Paris","units":"metric"}""";
    private const string Respelled = """{"units": "metric", "city": "Paris"}""";

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_WithTheStrictMatcher_TakesARespelledCallForAnotherMessage(string policy)
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = await OpenAsync(session, policy, "strict");

        await ReplayAsync(session, id, call => Call(call, Respelled));

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
        var (first, call) = await ReplayAsync(session, id, call => Call(call, Respelled));

        session.Script.Says("a3");
        await session.Client.TakeAsync(
            id, Body(Call(call, Stored), Result(call), """{"role":"assistant","content":"a2"}""", """{"role":"user","content":"next"}"""));

        Assert.Equal([-1, 0, 1], await ParentsAsync(session, id));
        var page = await session.Client.ViewAsync(id);
        Assert.True(page.Ids.AsSpan().StartsWith(first.AsSpan()));
        Assert.All(page.Records.Skip(1), record => Assert.Equal(
            Stored, Arguments(record.GetProperty("request").GetProperty("messages")[1])));
    }

    [Fact]
    public async Task Chat_WithTheRoleContentMatcher_ContinuesBehindACallThatTheClientDropped()
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = await OpenAsync(session, "linear", "role_content_only");

        var (first, _) = await ReplayAsync(session, id, _ => """{"role":"assistant","content":null,"reasoning_content":null}""");

        Assert.Equal([-1, 0], await ParentsAsync(session, id));
        Assert.True((await session.Client.ViewAsync(id)).Ids.AsSpan().StartsWith(first.AsSpan()));
    }

    /// <summary>Takes the turn with the call, and one behind its replay; gives the tokens of the first, and the call's id.</summary>
    private static async Task<(ImmutableArray<int> Ids, string Call)> ReplayAsync(ScriptedSession session, string id, Func<string, string> replay)
    {
        session.Script.Says(Sampled, "a2");
        var answer = await session.Client.TakeAsync(id, Body());
        var call = answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("id").GetString()!;
        var ids = (await session.Client.ViewAsync(id)).Ids;
        await session.Client.TakeAsync(id, Body(replay(call), Result(call)));
        return (ids, call);
    }

    /// <summary>What the matcher does not take begins anew, so that one sees where.</summary>
    private static async Task<string> OpenAsync(ScriptedSession session, string policy, string matcher) =>
        (await session.Client.PostAsync("sessions", $$"""{"policy":"{{policy}}","matcher":"{{matcher}}","altered":"branch"}""")).Json.GetProperty("session_id").GetString()!;

    private static async Task<IEnumerable<int>> ParentsAsync(ScriptedSession session, string id) =>
        (await session.Client.GetAsync($"sessions/{id}/proof")).Json.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("parent").GetInt32());

    private static string Body(params ReadOnlySpan<string> messages) =>
        $$"""{"tools":{{Tools}},"messages":[{{string.Join(',', (IEnumerable<string>)["""{"role":"user","content":"q"}""", .. messages])}}]}""";

    private static string Result(string call) => $$"""{"role":"tool","content":"ok","tool_call_id":"{{call}}"}""";

    private static string? Arguments(JsonElement message) => message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString();

    private static string Call(string id, string arguments) =>
        $$$"""{"role":"assistant","content":"","tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"lookup","arguments":"{{{JsonEncodedText.Encode(arguments)}}}"}}]}""";
}
