using System.Net;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>Sessions that nobody opened, and ids that clients chose.</summary>
public sealed class ImplicitSessionTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"u"}]}""";
    private const string Messages = """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"u"}]}""";
    private const string Responses = """{"model":"m","input":"u"}""";

    private readonly ScriptedEngine _engine = new(ServedModel.Tokenizer);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x-tito-session", "run-1", "run-1")]
    [InlineData("X-Claude-Code-Session-Id", "0b0e0d2c-3c1c-4a7e-9d37-0b5f8a4d3b6e", "0b0e0d2c-3c1c-4a7e-9d37-0b5f8a4d3b6e")]
    [InlineData("session-id", "0199b0c0-1111-7222-8333-444455556666", "0199b0c0-1111-7222-8333-444455556666")]
    [InlineData("x-session-id", "ses_5a1b", "ses_5a1b")]
    public async Task Header_NamesTheSessionOfEveryFace(string header, string value, string id)
    {
        await using var server = await StartAsync(ImplicitSessions.Header);
        using var client = Client(server, (header, value));
        _engine.Says("a1", "a2", "a3");

        var chat = await client.PostAsync("v1/chat/completions", Chat);
        var messages = await client.PostAsync("api/v1/messages?beta=true", Messages);
        var responses = await client.PostAsync("v1/responses", Responses);
        var count = await client.PostAsync("v1/messages/count_tokens", Messages);

        Assert.All([chat, messages, responses, count], answer => Assert.Equal((HttpStatusCode.OK, id), (answer.Status, answer.Headers["x-tito-session"])));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("v1/models")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"sessions/{id}")).Status);
    }

    [Fact]
    public async Task Header_OfASubAgentOfOpencode_IsThatOfTheSessionThatBeganIt()
    {
        await using var server = await StartAsync(ImplicitSessions.Header);
        using var client = Client(server, ("x-session-id", "ses_sub"), ("x-parent-session-id", "ses_main"));
        _engine.Says("a1");

        Assert.Equal("ses_main", (await client.PostAsync("v1/chat/completions", Chat)).Headers["x-tito-session"]);
    }

    [Theory]
    [InlineData("Authorization", "Bearer run-1")]
    [InlineData("x-api-key", "run-1")]
    public async Task ApiKey_IsTheSession(string header, string value)
    {
        await using var server = await StartAsync(ImplicitSessions.ApiKey);
        using var client = Client(server, (header, value));
        _engine.Says("a1");

        Assert.Equal("run-1", (await client.PostAsync("v1/chat/completions", Chat)).Headers["x-tito-session"]);
    }

    [Theory]
    [InlineData("Bearer the-key:run-1", 200)]
    [InlineData("Bearer the-key", 400)]
    [InlineData("Bearer run-1", 401)]
    [InlineData("Bearer the-keyrun-1", 401)]
    [InlineData("Bearer other:run-1", 401)]
    public async Task ApiKey_WhereTheServerHasOne_FollowsIt(string value, int status)
    {
        await using var server = await StartAsync(ImplicitSessions.ApiKey, "the-key");
        using var client = Client(server, ("Authorization", value));
        _engine.Says("a1");

        Assert.Equal(status, (int)(await client.PostAsync("v1/chat/completions", Chat)).Status);
    }

    [Fact]
    public async Task Header_WhereTheServerHasAKey_StillAsksForIt()
    {
        await using var server = await StartAsync(ImplicitSessions.Header, "the-key");
        using var client = Client(server, ("Authorization", "Bearer the-key:run-1"), ("x-tito-session", "run-1"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("v1/chat/completions", Chat)).Status);
    }

    [Fact]
    public async Task Path_OpensTheSessionThatItNames()
    {
        await using var server = await StartAsync(ImplicitSessions.Path);
        using var client = Client(server);
        _engine.Says("a1");

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("sessions/run-1/v1/messages", Messages)).Status);
        Assert.Equal((404, "session_not_found"), (await client.PostAsync("sessions/run-2/samples", "{}")).Error);
        Assert.Equal((404, "route_not_found"), (await client.PostAsync("v1/chat/completions", Chat)).Error);
    }

    /// <summary>An agent goes on with a session that is gone, and is told that it talks to another one.</summary>
    [Fact]
    public async Task Session_ThatARequestOpens_IsSaidToBeNewAndAgainWhenItWasDeleted()
    {
        await using var server = await StartAsync(ImplicitSessions.Header);
        using var client = Client(server, ("x-tito-session", "run-1"));
        _engine.Says("a1", "a2", "a3");

        Assert.Equal("true", Opened(await client.PostAsync("v1/chat/completions", Chat)));
        Assert.Null(Opened(await client.PostAsync("v1/chat/completions", Chat)));
        await client.DeleteAsync("sessions/run-1");
        Assert.Equal("true", Opened(await client.PostAsync("v1/chat/completions", Chat)));
        Assert.Null(Opened(await client.GetAsync("v1/models")));

        static string? Opened(HttpAnswer answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            return answer.Headers.GetValueOrDefault("x-tito-session-opened");
        }
    }

    [Fact]
    public async Task Off_NothingIsOpened()
    {
        await using var server = await StartAsync(null);
        using var client = Client(server, ("x-tito-session", "run-1"));

        Assert.Equal((404, "route_not_found"), (await client.PostAsync("v1/chat/completions", Chat)).Error);
        Assert.Equal((404, "session_not_found"), (await client.PostAsync("sessions/run-1/v1/chat/completions", Chat)).Error);
    }

    [Fact]
    public async Task Header_ThatIsMissingOrNoId_IsRefusedInTheFacesShape()
    {
        await using var server = await StartAsync(ImplicitSessions.Header);
        using var client = Client(server);
        using var odd = Client(server, ("x-tito-session", "../etc"));

        Assert.Equal((400, "invalid_request"), (await client.PostAsync("v1/chat/completions", Chat)).Error);
        Assert.Equal((400, "invalid_request"), (await odd.PostAsync("v1/responses", Responses)).Error);
        var refused = await odd.PostAsync("v1/messages", Messages);
        Assert.Equal("error", refused.Json.GetProperty("type").GetString());
        Assert.Equal("invalid_request_error", refused.Json.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Session_OfAnIdThatIsChosen_IsOpenedOnce()
    {
        await using var server = await StartAsync(null);
        using var client = Client(server);

        Assert.Equal("run-1", await client.OpenAsync("""{"id":"run-1","policy":"tree"}"""));
        Assert.Equal("run-1", await client.OpenAsync("""{"policy":"tree","id":"run-1"}"""));
        var other = await client.PostAsync("sessions", """{"id":"run-1"}""");
        Assert.Equal((409, "session_exists"), other.Error);
        Assert.Equal("false", other.Headers["x-should-retry"]);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\".hidden\"")]
    [InlineData("\"a/b\"")]
    [InlineData("\"index-0\"")]
    [InlineData("\"é\"")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task Session_OfWhatIsNoId_IsRefused(string id)
    {
        await using var server = await StartAsync(null);
        using var client = Client(server);

        var refused = await client.PostAsync("sessions", $$"""{"id":{{id}}}""");

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal("id", refused.Param);
    }

    [Fact]
    public async Task Sessions_ThatAreOpenedAtOnce_AreOne()
    {
        await using var server = await StartAsync(ImplicitSessions.Header);
        using var client = Client(server, ("x-tito-session", "run-1"));
        _engine.Says("a1", "a1", "a1", "a1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsync("v1/chat/completions", Chat)));

        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.Text));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    private Task<TestServer> StartAsync(ImplicitSessions? source, string? key = null) => TestServer.StartAsync(
        _engine, ServedModel.Qwen3, TestServer.Options with { ImplicitSessions = source, ApiKey = key }, Ends);

    private static SessionClient Client(TestServer server, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var client = new SessionClient(server.Root, Ends);
        foreach (var (name, value) in headers)
        {
            client.Headers.Add(name, value);
        }

        return client;
    }
}
