using Tito.Tests.Support;
using Tito.Tests.Support.FunctionsHost;
using StreamReader = Tito.Tests.Integration.Streams.StreamReader;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A stream through the Functions host: told while the engine samples, and cut by the worker's death.</summary>
[Collection(PublishedApp.Name)]
public sealed class WorkerStreamTests(PublishedApp app)
{
    /// <summary>Fewer tokens than the completion has, and enough for something to tell.</summary>
    private const int Few = 8;

    private static readonly string Asked = new Conversation().User("What is the weather in Zürich?").BodyWithTools(stream: true);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhileTheEngineSamples_IsTold()
    {
        using var data = new TempFolder();
        await using var engine = await SteppedEngine.StartAsync(Ends);
        await using var host = await StartAsync(engine, data);
        using var client = new SessionClient(host.Root, Ends);
        var session = await client.OpenAsync();
        using var stream = await StreamReader.OpenAsync(host.Root, session, Asked, null, Ends);

        await engine.SampleAsync(Few, Ends);
        _ = await stream.DeltaAsync(Ends);
        _ = await stream.DeltaAsync(Ends);

        // The engine is in the middle of the completion.
        Assert.Equal("pending", (await client.ViewAsync(session)).State);
        var rest = await engine.Clock.UntilAsync(stream.RestAsync(Ends));
        Assert.Equal("[DONE]", rest[^1]);
        Assert.Single((await client.ViewAsync(session)).Records);
    }

    [Fact]
    public async Task Stream_WhenTheWorkerIsKilledInIt_BreaksAndTheSessionTakesTheNextRequest()
    {
        using var data = new TempFolder();
        await using var engine = await SteppedEngine.StartAsync(Ends);
        await using var host = await StartAsync(engine, data);
        using var client = new SessionClient(host.Root, Ends);
        var session = await client.OpenAsync("""{"policy":"linear"}""");
        using (var stream = await StreamReader.OpenAsync(host.Root, session, Asked, null, Ends))
        {
            await engine.SampleAsync(Few, Ends);
            _ = await stream.DeltaAsync(Ends);
            await host.Worker.KillAsync();
            await Assert.ThrowsAnyAsync<IOException>(() => stream.RestAsync(Ends));
        }

        await host.StartWorkerAsync(Ends);

        var answer = await engine.Clock.UntilAsync(client.TakeAsync(session, Asked));
        Assert.Equal("-1", answer.Headers["x-tito-parent"]);
        Assert.Single((await client.ViewAsync(session)).Records);
        Assert.Equal("complete", (await client.ViewAsync(session)).State);
    }

    [Fact]
    public async Task Stream_WhenItsClientGoes_IsGivenUp()
    {
        using var data = new TempFolder();
        await using var engine = await SteppedEngine.StartAsync(Ends);
        await using var host = await StartAsync(engine, data);
        using var client = new SessionClient(host.Root, Ends);
        var session = await client.OpenAsync();
        using (var stream = await StreamReader.OpenAsync(host.Root, session, Asked, null, Ends))
        {
            await engine.SampleAsync(Few, Ends);
            _ = await stream.DeltaAsync(Ends);
        }

        while ((await client.ViewAsync(session)).State == "pending")
        {
            // The news travels through host, worker and pipeline.
        }

        Assert.Empty((await client.ViewAsync(session)).Records);
    }

    private Task<FunctionsHost> StartAsync(SteppedEngine engine, TempFolder data) =>
        app.StartAsync(new($"sglang+{engine.BaseAddress.AbsoluteUri}"), data);
}
