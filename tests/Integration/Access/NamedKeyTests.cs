using System.Net;
using Tito.Server.Access;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Access;

/// <summary>Keys with names: what each may do, in whose sessions, and how often.</summary>
public sealed class NamedKeyTests : IAsyncLifetime
{
    private const string Body = """{"messages":[{"role":"user","content":"Hello"}]}""";

    private readonly ScriptedEngine _engine = new ScriptedEngine(ServedModel.Tokenizer).Says("one").Says("two").Says("three");
    private TestServer _server = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(
        _engine,
        ServedModel.Qwen3,
        TestServer.Options with
        {
            NamedKeys =
            [
                new("a", AccessKey.Hash("key-a"), AccessScopes.Use | AccessScopes.Read),
                new("b", AccessKey.Hash("key-b"), AccessScopes.Use | AccessScopes.Read),
                new("reader", AccessKey.Hash("key-r"), AccessScopes.Read),
                new("user", AccessKey.Hash("key-u"), AccessScopes.Use),
                new("root", AccessKey.Hash("key-root"), AccessScopes.Admin),
                new("slow", AccessKey.Hash("key-slow"), AccessScopes.Use) { RequestsPerMinute = 2 },
            ],
        },
        Ends);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Session_IsOfTheKeyThatOpenedIt()
    {
        using var a = As("key-a");
        using var b = As("key-b");
        using var root = As("key-root");
        var session = await a.OpenAsync();
        await a.TakeAsync(session, Body);

        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Get, "", null), (HttpMethod.Get, "/view", null), (HttpMethod.Get, "/proof", null), (HttpMethod.Post, "/samples", "{}"),
            (HttpMethod.Post, "/v1/chat/completions", Body), (HttpMethod.Post, "/rollback", """{"turn":-1}"""), (HttpMethod.Post, "/close", null),
            (HttpMethod.Post, "/abort", null), (HttpMethod.Post, "/verify", null), (HttpMethod.Delete, "", (string?)null),
        })
        {
            Assert.Equal((404, "session_not_found"), (await b.SendAsync(method, $"sessions/{session}{path}", body)).Error);
        }

        Assert.Equal(HttpStatusCode.OK, (await a.GetAsync($"sessions/{session}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await root.GetAsync($"sessions/{session}")).Status);
        Assert.Equal("a", (await root.GetAsync("sessions")).Json.GetProperty("sessions").EnumerateArray().Single().GetProperty("owner").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await root.DeleteAsync($"sessions/{session}")).Status);
    }

    [Theory]
    [InlineData("key-r", "POST", "sessions", "use")]
    [InlineData("key-r", "POST", "sessions/s/v1/messages", "use")]
    [InlineData("key-r", "DELETE", "sessions/s", "use")]
    [InlineData("key-u", "GET", "sessions/s", "read")]
    [InlineData("key-u", "POST", "sessions/s/samples", "read")]
    [InlineData("key-a", "GET", "sessions", "admin")]
    [InlineData("key-a", "GET", "endpoints", "admin")]
    [InlineData("key-a", "POST", "abort", "admin")]
    [InlineData("key-a", "POST", "verifications", "admin")]
    public async Task Request_BeyondTheKeysScopes_Is403(string key, string method, string path, string scope)
    {
        using var client = As(key);

        var answer = await client.SendAsync(new(method), path, method == "GET" ? null : "{}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains($"The key lacks the scope {scope}.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChosenId_OfAnothersSession_IsTaken()
    {
        using var a = As("key-a");
        using var b = As("key-b");
        Assert.Equal("mine", await a.OpenAsync("""{"id":"mine"}"""));

        Assert.Equal("mine", await a.OpenAsync("""{"id":"mine"}"""));
        Assert.Equal((409, "session_exists"), (await b.PostAsync("sessions", """{"id":"mine"}""")).Error);
        Assert.Equal((400, "invalid_request"), (await b.PostAsync("sessions", """{"owner":"a"}""")).Error);
    }

    [Fact]
    public async Task Requests_OverTheKeysRate_Are429_WithATimeToWait()
    {
        using var slow = As("key-slow");
        await slow.OpenAsync();
        await slow.OpenAsync();

        var third = await slow.PostAsync("sessions", "");

        Assert.Equal((429, "rate_limited"), third.Error);
        Assert.InRange(int.Parse(third.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        using var other = As("key-a");
        await other.OpenAsync();
    }

    [Fact]
    public async Task Requests_OverTheKeysNumberAtOnce_Are429_UntilOneIsOver()
    {
        var gate = new EngineGate();
        var held = new ScriptedEngine(ServedModel.Tokenizer).Says("held", gate);
        await using var server = await TestServer.StartAsync(
            held,
            ServedModel.Qwen3,
            TestServer.Options with { NamedKeys = [new("n", AccessKey.Hash("k"), AccessScopes.Use) { Concurrent = 1 }] },
            Ends);
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Authorization = new("Bearer", "k");
        var session = await client.OpenAsync();
        var turn = client.ChatAsync(session, Body);
        await gate.Arrived.WaitAsync(Ends);

        Assert.Equal((429, "rate_limited"), (await client.PostAsync("sessions", "")).Error);
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, (await turn).Status);
        await client.OpenAsync();
    }

    private SessionClient As(string key)
    {
        var client = new SessionClient(_server.Root, Ends);
        client.Headers.Authorization = new("Bearer", key);
        return client;
    }
}
