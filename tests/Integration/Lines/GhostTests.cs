using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>What opencode keeps of a stream that was cut off: an assistant message before the good answer.</summary>
public sealed class GhostTests : IAsyncLifetime
{
    private ScriptedSession _server = null!;

    public async ValueTask InitializeAsync() => _server = await ScriptedSession.OpenAsync("a1", "a2", "a3");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_WithAnEmptyGhostBeforeTheAnswer_GoesOnInTheSameTokensAndSaysSo(string policy)
    {
        var session = await _server.Client.OpenAsync($$"""{"policy":"{{policy}}"}""");
        await _server.Client.TakeAsync(session, User("u").Body());

        var second = await _server.Client.ChatAsync(session, User("u").Assistant("").Assistant("").Assistant("a1").User("v").Body());
        var third = await _server.Client.ChatAsync(
            session, User("u").Assistant("").Assistant("").Assistant("a1").User("v").Assistant("").Assistant("a2").User("w").Body());

        Assert.Equal(("0", "2"), (second.Headers["x-tito-parent"], second.Headers["x-tito-ghosts"]));
        Assert.Equal(("1", "3"), (third.Headers["x-tito-parent"], third.Headers["x-tito-ghosts"]));
        Assert.Equal("complete", (await _server.Client.ViewAsync(session)).State);
        Assert.StartsWith(_server.Prompts[1], _server.Prompts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_WithAGhostThatSaysSomething_ForksInATreeAndSaysSo()
    {
        var session = await _server.Client.OpenAsync("""{"policy":"tree"}""");
        await _server.Client.ChatAsync(session, User("u").Body(), ("x-session-id", "s"));

        var second = await _server.Client.ChatAsync(
            session, User("u").Assistant("a1 was cut").Assistant("a1").User("v").Body(), ("x-session-id", "s"));

        Assert.Equal("-1", second.Headers["x-tito-parent"]);
        Assert.StartsWith("turns=1; tokens=", second.Headers["x-tito-fork"], StringComparison.Ordinal);
        Assert.False(second.Headers.ContainsKey("x-tito-ghosts"));
    }

    [Fact]
    public async Task Chat_AfterATurnThatSampledNothing_KeepsIt()
    {
        await using var server = await ScriptedSession.OpenAsync("", "a2");
        await server.TakeAsync(User("u"));

        var second = await server.ChatAsync(User("u").Assistant("").User("v").Body());

        Assert.Equal("0", second.Headers["x-tito-parent"]);
        Assert.False(second.Headers.ContainsKey("x-tito-ghosts"));
    }

    /// <summary>opencode on the Messages wire: an assistant message without blocks; on Responses a reasoning item that says nothing.</summary>
    [Theory]
    [InlineData("messages", """{"model":"m","max_tokens":99,"messages":[{"role":"user","content":"u"},{"role":"assistant","content":[]},{"role":"assistant","content":"a1"},{"role":"user","content":"v"}]}""")]
    [InlineData("responses", """{"model":"m","input":[{"role":"user","content":"u"},{"type":"reasoning","summary":[],"encrypted_content":null},{"role":"assistant","content":"a1"},{"role":"user","content":"v"}]}""")]
    public async Task Faces_WithAnEmptyGhost_GoOn(string route, string body)
    {
        await _server.TakeAsync(User("u"));

        var second = await _server.Client.PostAsync($"sessions/{_server.Id}/v1/{route}", body);

        Assert.True(second.Status == System.Net.HttpStatusCode.OK, second.Text);
        Assert.Equal("0", second.Headers["x-tito-parent"]);
    }

    /// <summary>Anthropic allows an empty message at the end: it begins an answer with nothing.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"type":"text","text":""}]""")]
    public async Task Messages_WithAnEmptyMessageAtTheEnd_SampleTheAnswerWithoutItAndSaySo(string content)
    {
        var answer = await _server.Client.PostAsync(
            $"sessions/{_server.Id}/v1/messages",
            $$"""{"model":"m","max_tokens":99,"messages":[{"role":"user","content":"u"},{"role":"assistant","content":{{content}}}]}""");
        await _server.Client.TakeAsync(await _server.Client.OpenAsync(), User("u").Body());

        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        Assert.Equal("1", answer.Headers["x-tito-ghosts"]);
        Assert.Equal(_server.Prompts[1], _server.Prompts[0]);
    }

    private static Conversation User(string text) => new Conversation().User(text);
}
