using Tito.Tests.Support;

namespace Tito.Tests.Integration.Routing;

/// <summary>The routes by which an operator sees and drains engines.</summary>
public sealed class EndpointRouteTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drain_OfAnEngine_MovesItsSessionsUntilItIsUndrained()
    {
        var engines = await RoutingDouble.StartAsync(2);
        await using var server = await RoutedServer.StartAsync(engines, new() { SlackPercent = 10_000 });
        var talks = await server.OpenAsync(12);
        await server.TakeAsync(talks);
        var homes = engines.Select(engine => engine.Sessions).ToArray();

        var drained = await server.Client.PostAsync("endpoints/0/drain", "");
        await server.TakeAsync(talks);
        Assert.Equal("drained", drained.Json.GetProperty("state").GetString());
        Assert.Equal((homes[0].Count, homes[1].Count + 12), (engines[0].Requests.Count, engines[1].Requests.Count));

        var undrained = await server.Client.PostAsync("api/endpoints/0/undrain", "");
        await server.TakeAsync(talks);
        Assert.Equal("up", undrained.Json.GetProperty("state").GetString());
        Assert.Equal((2 * homes[0].Count, 2 * homes[1].Count + 12), (engines[0].Requests.Count, engines[1].Requests.Count));
        await StopAsync(engines);
    }

    [Fact]
    public async Task Drain_WhileATurnIsUnderWay_LetsItEnd()
    {
        await using var engine = await RoutingDouble.StartAsync();
        var (arrived, opened) = (new TaskCompletionSource(), new TaskCompletionSource());
        engine.Instead = async _ =>
        {
            arrived.TrySetResult();
            await opened.Task.WaitAsync(Ends);
            return false;
        };
        await using var server = await RoutedServer.StartAsync([engine]);
        var talks = await server.OpenAsync(2);
        var first = server.TakeAsync(talks[..1]);
        await arrived.Task.WaitAsync(Ends);

        var draining = await server.Client.PostAsync("endpoints/0/drain", "");
        var refused = await server.Client.ChatAsync(talks[1].Session, talks[1].Talk.Body());
        opened.SetResult();
        await first;

        Assert.Equal("draining", draining.Json.GetProperty("state").GetString());
        Assert.Equal((503, "engines_unavailable"), refused.Error);
        Assert.True(refused.Headers.ContainsKey("retry-after"));
        Assert.Equal("drained", (await server.StatusAsync(0)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task List_OfTheEngines_SaysWhatIsKnownOfEach()
    {
        var engines = await RoutingDouble.StartAsync(2);
        engines[1].WeightVersion = "3";
        engines[0].Health = 503;
        await using var server = await RoutedServer.StartAsync(engines);
        var unprobed = await server.StatusAsync(0);

        await server.Engine.ProbeAsync(Ends);

        Assert.Equal(
            $$"""{"endpoint":0,"address":"{{engines[0].Address.ToString().TrimEnd('/')}}","state":"up","in_flight":0,"circuit":"closed","failures":0,"weight_version":null,"staleness":null,"last_probe":null}""",
            unprobed.GetRawText());
        var (down, up) = (await server.StatusAsync(0), await server.StatusAsync(1));
        Assert.Equal(("down", 1), (down.GetProperty("last_probe").GetProperty("health").GetString(), down.GetProperty("failures").GetInt32()));
        Assert.Equal(("up", "3", 0), (up.GetProperty("last_probe").GetProperty("health").GetString(), up.GetProperty("weight_version").GetString(), up.GetProperty("staleness").GetInt32()));
        Assert.Equal(0, (await server.Client.GetAsync("endpoints")).Json.GetProperty("waiting").GetInt32());
        await StopAsync(engines);
    }

    [Theory]
    [InlineData("endpoints/1/drain")]
    [InlineData("endpoints/-1/drain")]
    [InlineData("endpoints/one/undrain")]
    [InlineData("endpoints/99999999999/undrain")]
    public async Task Drain_OfAnEngineThatThereIsNot_Is404(string path)
    {
        await using var engine = await RoutingDouble.StartAsync();
        await using var server = await RoutedServer.StartAsync([engine]);

        Assert.Equal((404, "endpoint_not_found"), (await server.Client.PostAsync(path, "")).Error);
    }

    [Fact]
    public async Task Server_WithSeveralEngines_ShowsThemWithoutCredentials()
    {
        using var data = new TempFolder();
        using var server = ProgramRun.Start(
            BuiltProgram.Server,
            ["--engine", "http://user:secret@127.0.0.1:1/v", "--port", "0", "--data", data.Path, "--engine=http://127.0.0.1:2,http://127.0.0.1:3"]);
        using var client = new SessionClient(new Uri(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);

        var endpoints = (await client.GetAsync("endpoints")).Json.GetProperty("endpoints").EnumerateArray();

        Assert.Equal(
            ["http://127.0.0.1:1/v", "http://127.0.0.1:2", "http://127.0.0.1:3"],
            endpoints.Select(endpoint => endpoint.GetProperty("address").GetString()));
        await server.TerminateAsync(Ends);
    }

    private static async Task StopAsync(RoutingDouble[] engines)
    {
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }
    }
}
