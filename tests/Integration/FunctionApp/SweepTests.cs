using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The timer: the server's own when it runs by itself, the Functions host's call when the host is the front.</summary>
public sealed class SweepTests
{
    // The body of a timer's call as a Functions host of version 4.24 sends it.
    private const string TimerCall =
        """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{"sys":{"MethodName":"SweepSessions","UtcNow":"2026-11-25T11:17:00Z","RandGuid":"35e6e68c-5583-436c-a277-5aec2b416ba8"}}}""";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostsCall_OfTheTimer_SweepsAndAnswersAsTheHostNeedsIt()
    {
        await using var server = await StartHostedAsync();
        var old = await OpenOldAsync(server);

        var answer = await PostAsync(server, "SweepSessions");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", answer.Text);
        Assert.Null(await server.Journal.FindHeadAsync(old, Ends));
    }

    [Theory]
    [InlineData("api/SweepSessions", false)]
    [InlineData("SweepSessions", true)]
    public async Task OutsidersCall_ThroughTheHostsProxy_IsNoRoute(string path, bool isProxied)
    {
        await using var server = await StartHostedAsync();
        var old = await OpenOldAsync(server);

        Assert.Equal((404, "route_not_found"), (await PostAsync(server, path, isProxied)).Error);
        Assert.NotNull(await server.Journal.FindHeadAsync(old, Ends));
    }

    [Fact]
    public async Task Call_OfAServerThatRunsByItself_IsNoRoute()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);

        Assert.Equal((404, "route_not_found"), (await PostAsync(server, "SweepSessions")).Error);
    }

    [Fact]
    public async Task Server_ThatRunsByItself_SweepsWhenItsIntervalIsOver()
    {
        using var data = new TempFolder();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), data, clock, TestServer.Options with { SessionTimeToLive = TimeSpan.FromMinutes(30) }, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await server.Journal.FindHeadAsync(session, patience.Token) is not null)
        {
            // The timer may not be there yet: the server starts it beside itself.
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        Assert.Equal(404, (int)(await client.GetAsync($"sessions/{session}")).Status);
    }

    private static Task<TestServer> StartHostedAsync() => TestServer.StartAsync(
        new ScriptedEngine(ServedModel.Tokenizer),
        ServedModel.Qwen3,
        TestServer.Options with { IsHosted = true, ApiKey = "secret", SessionTimeToLive = TimeSpan.FromDays(1) },
        Ends);

    private static async Task<string> OpenOldAsync(TestServer server)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-2);
        var head = new SessionHead { SessionId = "old", Family = "qwen3", Settings = new(), Genesis = ServedModel.Qwen3.Genesis, Tip = ServedModel.Qwen3.Genesis, CreatedAt = at, LastUsedAt = at };
        Assert.True(await server.Journal.CreateAsync(head, Ends));
        return head.SessionId;
    }

    private static async Task<HttpAnswer> PostAsync(TestServer server, string path, bool isProxied = false)
    {
        using var http = new HttpClient { BaseAddress = server.Root };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(TimerCall, Encoding.UTF8, "application/json") };
        if (isProxied)
        {
            request.Headers.Add("x-ms-invocation-id", "83a33220-a921-460a-bec0-b3f043dcf1ff");
            request.Headers.Add("Authorization", "Bearer secret");
        }

        using var response = await http.SendAsync(request, Ends);
        return await HttpAnswer.ReadAsync(response, Ends);
    }
}
