using System.Net;
using Tito.Core.Journals;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost.Protocol;
using StreamReader = Tito.Tests.Integration.Streams.StreamReader;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published folder as a worker under the Functions host: HTTP, streams, the timer, a crash.</summary>
[Collection(PublishedApp.Name)]
public sealed class WorkerTests(PublishedApp app)
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_AskedForItsFunctions_NamesThoseOfTheMetadata()
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var host = await app.StartAsync(simulation.BaseAddress, data);

        Assert.Equal(DeclaredFunction.Read(app.Folder).Select(function => function.Name), host.Worker.Functions.Select(function => function.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Session_UnderTheHost_IsTheSessionOfTheServerByItself()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var data = new TempFolder();
        await using var host = await app.StartAsync(simulation.BaseAddress, data);
        using var client = new SessionClient(host.Root, Ends);

        Assert.Equal("""{"status":"ok"}""", (await client.GetAsync("health")).Text);
        var session = await client.OpenAsync();
        var first = new Conversation().User("What is the weather in Zürich?");
        var answer = await client.TakeAsync(session, first.BodyWithTools());
        Assert.Equal("0", answer.Headers["x-tito-turn"]);
        using (var stream = await StreamReader.OpenAsync(host.Root, session, first.GoOn(answer).BodyWithTools(stream: true), "key", Ends))
        {
            Assert.Equal((200, "text/event-stream"), (stream.Status, stream.Headers["content-type"]));
            var events = await stream.RestAsync(Ends);
            Assert.Equal("[DONE]", events[^1]);
            Assert.True(events.Length > 3, string.Join('\n', events));
        }

        Assert.Equal(2, (await client.ViewAsync(session)).Json.GetProperty("records").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"sessions/{session}/verify", "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"sessions/{session}/samples", "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"sessions/{session}/close", "")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"sessions/{session}")).Status);
        Assert.Equal((404, "session_not_found"), (await client.GetAsync($"sessions/{session}")).Error);
    }

    [Fact]
    public async Task Function_OfEachRoute_AnswersAsTheServerByItselfDoes()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var data = new TempFolder();
        using var ownData = new TempFolder();

        // What a probe finds depends on its moment.
        var unprobed = ("TITO_PROBE_INTERVAL", "0");
        await using var host = await app.StartAsync(simulation.BaseAddress, data, unprobed);
        var (run, root) = await app.StartAloneAsync(simulation.BaseAddress, ownData, unprobed);
        using var server = run;
        using var hosted = new SessionClient(host.Root, Ends);
        using var alone = new SessionClient(root, Ends);

        foreach (var function in DeclaredFunction.Read(app.Folder).Where(function => function.IsHttp && function.Name is not ("CreateSession" or "StartVerification" or "Metrics" or "HealthReady" or "DrainServer")))
        {
            foreach (var body in new[] { "{}", "{", null })
            {
                var (expected, actual) = (await AskAsync(alone, function, body), await AskAsync(hosted, function, body));
                Assert.Equal((function.Name, expected.Status, Content(expected)), (function.Name, actual.Status, Content(actual)));
            }
        }
    }

    /// <summary>What is of the process itself: the page, its metrics, and its end, which is the host's to say.</summary>
    [Fact]
    public async Task Functions_OfTheProcess_AnswerUnderTheHostAsWell()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var data = new TempFolder();
        await using var host = await app.StartAsync(simulation.BaseAddress, data);
        using var client = new SessionClient(host.Root, Ends);
        await client.TakeAsync(await client.OpenAsync(), new Conversation().User("Hi").BodyWithTools());

        Assert.Contains("tito_turns_total{otel_scope_name=\"Tito\",outcome=\"committed\"} 1", (await client.GetAsync("metrics")).Text, StringComparison.Ordinal);
        HttpAnswer ready;
        do
        {
            // A slow machine may take longer than the two seconds of a look.
            ready = await client.GetAsync("health/ready");
        }
        while (ready.Status != HttpStatusCode.OK);

        Assert.Equal("""{"status":"ready","engine":"ok","journal":"ok"}""", ready.Text);
        Assert.Equal((404, "route_not_found"), (await client.PostAsync("drain", "")).Error);
        client.Headers.Add("Accept", "text/html");
        Assert.Contains("<title>Tito: sessions</title>", (await client.GetAsync("")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health")).Status);
    }

    [Fact]
    public async Task Timer_WhenItIsDue_SweepsTheJournal()
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var host = await app.StartAsync(simulation.BaseAddress, data, ("TITO_SESSION_TTL", "86400"));
        using var client = new SessionClient(host.Root, Ends);
        await OpenOldAsync(data);
        var young = await client.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("sessions/old")).Status);

        var result = await host.TickAsync("SweepSessions", Ends);

        Assert.Equal(StatusResult.Types.Status.Success, result.Status);
        Assert.Equal((404, "session_not_found"), (await client.GetAsync("sessions/old")).Error);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"sessions/{young}")).Status);
    }

    [Fact]
    public async Task Session_WhenTheWorkerIsKilled_GoesOnWithTheNextOne()
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var host = await app.StartAsync(simulation.BaseAddress, data);
        using var client = new SessionClient(host.Root, Ends);
        var session = await client.OpenAsync();
        var first = new Conversation().User("What is the weather in Zürich?");
        var answer = await client.TakeAsync(session, first.BodyWithTools());

        await host.Worker.KillAsync();
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("health")).Status);
        await host.StartWorkerAsync(Ends);

        var next = await client.TakeAsync(session, first.GoOn(answer).BodyWithTools());
        Assert.Equal(("1", "0"), (next.Headers["x-tito-turn"], next.Headers["x-tito-parent"]));
    }

    [Fact]
    public async Task Worker_WithoutAnEngine_EndsWithAWordAndCode2()
    {
        using var data = new TempFolder();

        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(new("http://127.0.0.1:1"), data, ("TITO_ENGINE", "")));

        Assert.Contains("ended with 2: tito: ", ended.Message, StringComparison.Ordinal);
    }

    private static Task<HttpAnswer> AskAsync(SessionClient client, DeclaredFunction function, string? body)
    {
        var parts = function.Trigger.Split(' ');
        var path = parts[1].Replace("{id}", "absent", StringComparison.Ordinal).Replace("{endpoint}", "0", StringComparison.Ordinal)
            .Replace("{root:maxlength(0)?}", "", StringComparison.Ordinal);
        return client.SendAsync(new(parts[0]), path, parts[0] == "POST" ? body : null);
    }

    private static string Content(HttpAnswer answer) => $"{answer.Headers.GetValueOrDefault("content-type")} {answer.Text}";

    private static async Task OpenOldAsync(TempFolder data)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-2);
        var head = new SessionHead { SessionId = "old", Family = "qwen3", Settings = new(), Genesis = ServedModel.Qwen3.Genesis, Tip = ServedModel.Qwen3.Genesis, CreatedAt = at, LastUsedAt = at };
        Assert.True(await SqliteJournal.Open(data.File("sessions.db")).CreateAsync(head, Ends));
        SqliteJournal.ReleaseFiles(data.Path);
    }
}
