using System.Net;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A session from its first to its last request, over the routes alone and behind the prefix of the Functions host.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private TestServer _server = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("api/")]
    public async Task Session_FromItsOpeningToItsEnd_AnswersAsTheReference(string prefix)
    {
        WithoutPrefixOrHere(prefix);
        using var client = new SessionClient(new(_server.Root, prefix), Ends);

        var opened = await client.PostAsync("sessions", "");
        Assert.Equal(HttpStatusCode.OK, opened.Status);
        Assert.Equal(["session_id"], opened.Json.EnumerateObject().Select(property => property.Name));
        var session = opened.Json.GetProperty("session_id").GetString()!;
        Assert.Matches("^[0-9a-f]{32}$", session);

        var page = await client.ViewAsync(session);
        Assert.Equal(session, page.Json.GetProperty("session_id").GetString());
        Assert.Empty(page.Records);
        Assert.Empty(page.Ids);
        Assert.Equal(page.Metadata.GetProperty("genesis_digest").GetString(), page.Digest);
        Assert.False(page.Metadata.TryGetProperty("tito_session_mismatch", out _));

        var deleted = await client.DeleteAsync($"sessions/{session}");
        Assert.Equal((HttpStatusCode.NoContent, 0), (deleted.Status, deleted.Body.Length));
        Assert.Equal((404, "session_not_found"), (await client.DeleteAsync($"sessions/{session}")).Error);
        Assert.Equal((404, "session_not_found"), (await client.GetAsync($"sessions/{session}")).Error);
        Assert.Equal((404, "session_not_found"), (await client.ChatAsync(session, new Conversation().User("u").Body())).Error);
        Assert.Equal((404, "session_not_found"), (await client.PostAsync($"sessions/{session}/samples", "{}")).Error);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("api/health")]
    public async Task Health_WhenTheModelIsLoaded_IsOk(string path)
    {
        WithoutPrefixOrHere(path);
        using var client = new SessionClient(_server.Root, Ends);

        Assert.Equal("""{"status":"ok"}""", (await client.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Open_WhenAskedTwice_GivesTwoIds()
    {
        using var client = new SessionClient(_server.Root, Ends);

        Assert.NotEqual(await client.OpenAsync(), await client.OpenAsync());
    }

    [Fact]
    public async Task Session_WhenOpenedBehindThePrefix_IsTheSameWithoutIt()
    {
        WithoutPrefixOrHere("api/");
        using var bare = new SessionClient(_server.Root, Ends);
        using var prefixed = new SessionClient(new(_server.Root, "api/"), Ends);
        var session = await prefixed.OpenAsync();

        Assert.Equal((await prefixed.ViewAsync(session)).Text, (await bare.ViewAsync(session)).Text);
    }

    /// <summary>The root of the Functions host's routes ends with the prefix.</summary>
    private static void WithoutPrefixOrHere(string path)
    {
        if (path.StartsWith("api/", StringComparison.Ordinal))
        {
            ThisProcess.Only("the same routes with and without the prefix");
        }
    }

    [Theory]
    [InlineData("GET", "nowhere", 404, "route_not_found")]
    [InlineData("GET", "api/sessions/x/v1/completions", 404, "route_not_found")]
    [InlineData("GET", "sessions/x/close", 405, "method_not_allowed")]
    [InlineData("POST", "health", 405, "method_not_allowed")]
    public async Task Request_WhenNoFunctionTakesIt_GetsTheErrorObject(string method, string path, int status, string code)
    {
        ThisProcess.Only("the host itself answers where no function has the route");
        using var client = new SessionClient(_server.Root, Ends);

        var answer = method == "GET" ? await client.GetAsync(path) : await client.PostAsync(path, "{}");

        Assert.Equal((status, code), answer.Error);
        Assert.Equal("application/json", answer.Headers["content-type"]);
    }
}
