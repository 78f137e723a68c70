using System.Net;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>The root, and the session without records, over HTTP; tests/Browser has what a person sees.</summary>
public sealed class LandingRouteTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("the-key")]
    public async Task Root_ForABrowser_IsAPageWithoutSessions(string? key)
    {
        ThisProcess.Only("the page is under the prefix there, and nothing else is at the root");
        await using var server = await StartAsync(key);
        using var client = new SessionClient(server.Root, Ends);
        var session = await OpenAsync(client, key);

        using var browser = new SessionClient(server.Root, Ends);
        browser.Headers.Add("Accept", Browser);
        foreach (var path in new[] { "", "api/" })
        {
            var page = await browser.GetAsync(path);

            Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.Status, page.Headers["content-type"]));
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Headers["content-security-policy"], StringComparison.Ordinal);
            Assert.Equal("no-store", page.Headers["cache-control"]);
            Assert.DoesNotContain(session, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Root_ForOthers_IsNoRoute()
    {
        ThisProcess.Only("the page is under the prefix there, and nothing else is at the root");
        await using var open = await StartAsync(null);
        using var client = new SessionClient(open.Root, Ends);
        Assert.Equal((404, "route_not_found"), (await client.GetAsync("")).Error);
        Assert.Equal((405, "method_not_allowed"), (await client.PostAsync("", "{}")).Error);

        await using var keyed = await StartAsync("the-key");
        using var stranger = new SessionClient(keyed.Root, Ends);
        Assert.Equal((401, "unauthorized"), (await stranger.GetAsync("")).Error);
        stranger.Headers.Add("Accept", Browser);
        Assert.Equal((401, "unauthorized"), (await stranger.GetAsync("sessions")).Error);
    }

    [Fact]
    public async Task Session_WithoutRecords_IsTheSameButForThem()
    {
        await using var server = await StartAsync(null);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await client.TakeAsync(session, new Conversation().User("Hi").Body());

        var whole = (await client.GetAsync($"sessions/{session}")).Json;
        var bare = (await client.GetAsync($"sessions/{session}?records=none")).Json;

        Assert.Equal(["session_id", "metadata"], bare.EnumerateObject().Select(field => field.Name));
        Assert.Equal(whole.GetProperty("metadata").GetRawText(), bare.GetProperty("metadata").GetRawText());
        var refused = await client.GetAsync($"sessions/{session}?records=some");
        Assert.Equal(((400, "invalid_request"), "records"), (refused.Error, refused.Param));
    }

    private static Task<TestServer> StartAsync(string? key) => TestServer.StartAsync(
        new ScriptedEngine(ServedModel.Tokenizer).Says("Hello."), ServedModel.Qwen3, TestServer.Options with { ApiKey = key }, Ends);

    private static async Task<string> OpenAsync(SessionClient client, string? key)
    {
        if (key is not null)
        {
            client.Headers.Add("Authorization", $"Bearer {key}");
        }

        return await client.OpenAsync();
    }
}
