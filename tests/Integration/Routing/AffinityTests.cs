using Tito.Engines.Routing;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Routing;

/// <summary>A session stays with its engine, leaves it when it is killed without losing a turn, and comes back.</summary>
public sealed class AffinityTests
{
    /// <summary>No session overflows to another engine, however many turns one has at a moment.</summary>
    private static readonly RoutingOptions Unbounded = new() { SlackPercent = 10_000 };

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_OfManySessions_EachStayWithOneEngineAndAreSpread()
    {
        var engines = await RoutingDouble.StartAsync(3);
        await using var server = await RoutedServer.StartAsync(engines, Unbounded);
        var talks = await server.OpenAsync(24);

        for (var turn = 0; turn < 3; turn++)
        {
            await server.TakeAsync(talks);
        }

        Assert.Equal(24, engines.Sum(engine => engine.Sessions.Count));
        Assert.Equal(72, engines.Sum(engine => engine.Requests.Count));
        Assert.All(engines, engine => Assert.NotEmpty(engine.Sessions));
        await StopAsync(engines);
    }

    [Fact]
    public async Task Turns_WhenAnEngineIsKilledAndComesBack_GoOnElsewhereAndReturn()
    {
        var engines = await RoutingDouble.StartAsync(3);
        await using var server = await RoutedServer.StartAsync(engines, Unbounded);
        var talks = await server.OpenAsync(24);
        await server.TakeAsync(talks);
        var homes = engines.Select(engine => engine.Sessions).ToArray();

        await engines[0].KillAsync();
        await server.TakeAsync(talks);
        await server.TakeAsync(talks);
        Assert.All(homes[0], session => Assert.Single(engines[1..], engine => engine.Sessions.Contains(session)));
        Assert.All(homes[1].Concat(homes[2]), session => Assert.Single(engines, engine => engine.Sessions.Contains(session)));
        Assert.Equal("down", (await server.StatusAsync(0)).GetProperty("state").GetString());

        await engines[0].ComeBackAsync();
        await server.Engine.ProbeAsync(Ends);
        await server.TakeAsync(talks);

        Assert.Equal(homes[0].Order(), engines[0].Requests.Skip(homes[0].Count).Select(request => request.Session).Order());
        foreach (var (session, _) in talks)
        {
            var verified = (await server.Client.PostAsync($"sessions/{session}/verify", "")).Json;
            Assert.Equal((true, 4), (verified.GetProperty("verified").GetBoolean(), verified.GetProperty("turn_count").GetInt32()));
        }

        await StopAsync(engines);
    }

    /// <summary>The engine had the request: what it sampled is lost, and only the client may ask again. With its key that is one turn.</summary>
    [Fact]
    public async Task Turn_WhoseEngineDiesWhileItWorks_IsToldAndTheRetryGoesElsewhere()
    {
        var engines = await RoutingDouble.StartAsync(2);
        await using var server = await RoutedServer.StartAsync(engines);
        foreach (var engine in engines)
        {
            engine.Instead = context =>
            {
                context.Abort();
                return Task.FromResult(true);
            };
        }

        var session = await server.Client.OpenAsync();
        var talk = new Conversation().User("Hello?");
        var broken = await server.Client.ChatAsync(session, talk.Body(), ("Idempotency-Key", "k"));
        Assert.Equal((503, "engine_unreachable"), broken.Error);
        Assert.Equal(1, engines.Sum(engine => engine.Requests.Count));

        var home = engines.Single(engine => !engine.Requests.IsEmpty);
        await home.KillAsync();
        engines.Single(engine => engine != home).Instead = _ => Task.FromResult(false);
        var answer = await server.Client.ChatAsync(session, talk.Body(), ("Idempotency-Key", "k"));

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("0", answer.Headers["x-tito-turn"]);
        await StopAsync(engines);
    }

    [Fact]
    public async Task Turn_AfterARouterGaveASessionToken_GivesItBack()
    {
        var engines = await RoutingDouble.StartAsync(1);
        engines[0].SessionToken = "ZGVmYXVsdC9wb2QtMQ==";
        await using var server = await RoutedServer.StartAsync(engines);
        var talks = await server.OpenAsync(2);

        await server.TakeAsync(talks[..1]);
        await server.TakeAsync(talks);

        Assert.Equal(
            [null, null, "ZGVmYXVsdC9wb2QtMQ=="],
            engines[0].Requests.Select(request => request.Headers.GetValueOrDefault("x-session-token")).Order());
        Assert.Equal(talks[0].Session, engines[0].Requests.Single(request => request.Headers.ContainsKey("x-session-token")).Session);
        await StopAsync(engines);
    }

    private static async Task StopAsync(RoutingDouble[] engines)
    {
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }
    }
}
