using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Every request that is refused has its status and its code, never reaches the engine, and leaves the session as it was.</summary>
public sealed class BadRequestTests
{
    private const string Stored = """{"role":"user","content":"u"},{"role":"assistant","content":"a1"}""";

    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("", "invalid_json", null)]
    [InlineData("""{"messages":[],"messages":[]}""", "invalid_json", null)]
    [InlineData("""{"messages":[{"role":"user","role":"tool"}]}""", "invalid_json", null)]
    [InlineData("""{"\ud83d":1,"messages":[{"role":"user","content":"u"}]}""", "invalid_json", null)]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"model":"\ud83d"}""", "invalid_request", "model")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"chat_template_kwargs":{"a":"\ud83d"}}""", "invalid_request", "chat_template_kwargs.a")]
    [InlineData("[]", "invalid_request", "body")]
    [InlineData("{}", "invalid_request", "messages")]
    [InlineData("""{"messages":{}}""", "invalid_request", "messages")]
    [InlineData("""{"messages":[]}""", "invalid_request", "messages")]
    [InlineData("""{"messages":["u"]}""", "invalid_request", "messages[0]")]
    [InlineData("""{"messages":[{"content":"u"}]}""", "invalid_request", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user","content":"u"},{"role":"robot","content":"u"}]}""", "invalid_request", "messages[1].role")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud83d"}]}""", "invalid_request", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "invalid_request", "messages[0].content[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"u"},{"role":"assistant","tool_calls":[1]}]}""", "history_mismatch", "messages[1]")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"n":2}""", "invalid_request", "n")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"stream":"yes"}""", "invalid_request", "stream")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"stream_options":true}""", "invalid_request", "stream_options")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"stream_options":{"include_usage":1}}""", "invalid_request", "stream_options.include_usage")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"tools":{}}""", "invalid_request", "tools")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"tools":[{"type":"function","function":{}}]}""", "invalid_request", "tools[0].function.name")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"chat_template_kwargs":[]}""", "invalid_request", "chat_template_kwargs")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"chat_template_kwargs":{"clear_thinking":true}}""", "invalid_request", "chat_template_kwargs.clear_thinking")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"chat_template_kwargs":{"messages":[]}}""", "invalid_request", "chat_template_kwargs.messages")]
    public async Task Chat_WhenTheBodyIsInvalid_NamesThePlaceAndChangesNothing(string body, string code, string? param) =>
        Assert.Equal(param, (await RefuseAsync(400, code, session => session.ChatAsync(body))).Param);

    [Fact]
    public async Task Chat_WhenTheBodyIsNestedBeyondTheLimit_IsInvalidJson() => await RefuseAsync(
        400, "invalid_json", session => session.ChatAsync($$"""{"messages":{{new string('[', 65)}}{{new string(']', 65)}}}"""));

    [Fact]
    public async Task Chat_WhenTheHistoryDiffersBeforeTheLastTurn_IsAHistoryMismatch()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "a2");
        var talk = new Conversation().User("u");
        await session.TakeAsync(talk);
        await session.TakeAsync(talk.Assistant("a1").User("u2"));
        var before = await session.ViewAsync();

        var refused = await session.ChatAsync(new Conversation().User("never said").Body());

        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Equal("messages[0]", refused.Param);
        Assert.Equal(before.Text, (await session.ViewAsync()).Text);
    }

    [Fact]
    public async Task Chat_WhenTheSessionIsUnknown_SaysHowToOpenOne()
    {
        var answer = await RefuseAsync(
            404, "session_not_found", session => session.Client.ChatAsync(new string('0', 32), new Conversation().User("u").Body()));

        Assert.Contains("Open a session first", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WhenTheBodyIsTooLarge_IsNotRead()
    {
        var script = new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2");
        await using var session = await ScriptedSession.OpenAsync(script, TestServer.Options with { MaxBodyBytes = 1000 });

        await RefuseAsync(session, 413, "body_too_large", () => session.ChatAsync(new Conversation().User(new string('x', 1000)).Body()));
    }

    private static async Task<HttpAnswer> RefuseAsync(int status, string code, Func<ScriptedSession, Task<HttpAnswer>> ask)
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        return await RefuseAsync(session, status, code, () => ask(session));
    }

    private static async Task<HttpAnswer> RefuseAsync(ScriptedSession session, int status, string code, Func<Task<HttpAnswer>> ask)
    {
        await session.TakeAsync(new Conversation().User("u"));
        var before = await session.ViewAsync();

        var refused = await ask();

        Assert.Equal((status, code), refused.Error);
        Assert.Single(session.Recording.Requests);
        Assert.Equal(before.Text, (await session.ViewAsync()).Text);
        var next = await session.ChatAsync($$"""{"messages":[{{Stored}},{"role":"user","content":"u2"}]}""");
        Assert.Equal("1", next.Headers["x-tito-turn"]);
        return refused;
    }
}
