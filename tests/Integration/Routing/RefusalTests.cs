using Microsoft.AspNetCore.Http;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Routing;

/// <summary>Engines that are full, refuse, or have old weights: what another engine is asked for, and what the client is told.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WhenEachEngineHasItsMostAndNobodyMayWait_Is429WithRetryAfter()
    {
        await using var engine = await RoutingDouble.StartAsync();
        var (arrived, opened) = (new TaskCompletionSource(), new TaskCompletionSource());
        engine.Instead = async _ =>
        {
            arrived.TrySetResult();
            await opened.Task.WaitAsync(Ends);
            return false;
        };
        await using var server = await RoutedServer.StartAsync([engine], new() { MaxInFlight = 1, MaxWaiting = 0 });
        var talks = await server.OpenAsync(2);

        var first = server.TakeAsync(talks[..1]);
        await arrived.Task.WaitAsync(Ends);
        var busy = await server.Client.ChatAsync(talks[1].Session, talks[1].Talk.Body());

        Assert.Equal((429, "engines_busy"), busy.Error);
        Assert.Equal("1", busy.Headers["retry-after"]);
        Assert.Equal(1, (await server.StatusAsync(0)).GetProperty("in_flight").GetInt32());
        opened.SetResult();
        await first;
        await server.TakeAsync(talks[1..]);
    }

    [Theory]
    [InlineData(429, null, "", 200, 2)]
    [InlineData(503, null, "The request queue is full.", 200, 2)]
    [InlineData(503, null, "Request running timeout reached.", 503, 1)]
    [InlineData(503, "true", "", 503, 1)]
    [InlineData(500, null, "", 500, 1)]
    public async Task Turn_WhenTheFirstEngineRefuses_AsksTheNextWhereNothingWasSampled(int status, string? preempted, string body, int expected, int asked)
    {
        var engines = await RoutingDouble.StartAsync(2);
        await using var server = await RoutedServer.StartAsync(engines);
        var refused = 0;
        foreach (var engine in engines)
        {
            engine.Instead = async context =>
            {
                if (Interlocked.Exchange(ref refused, 1) != 0)
                {
                    return false;
                }

                context.Response.StatusCode = status;
                context.Response.Headers["X-SMG-Preempted"] = preempted;
                await context.Response.WriteAsync(body, Ends);
                return true;
            };
        }

        var answer = await server.Client.ChatAsync(await server.Client.OpenAsync(), new Conversation().User("Hello?").Body());

        Assert.Equal((expected, asked), ((int)answer.Status, engines.Sum(engine => engine.Requests.Count)));
        await engines[0].DisposeAsync();
        await engines[1].DisposeAsync();
    }

    [Fact]
    public async Task Turn_WhenEachEngineSays429_IsTheirsWithRetryAfter()
    {
        var engines = await RoutingDouble.StartAsync(2);
        await using var server = await RoutedServer.StartAsync(engines);
        foreach (var engine in engines)
        {
            engine.Instead = async context =>
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                await context.Response.WriteAsync("slow down", Ends);
                return true;
            };
        }

        var busy = await server.Client.ChatAsync(await server.Client.OpenAsync(), new Conversation().User("Hello?").Body());

        Assert.Equal((429, "engine_error"), busy.Error);
        Assert.Equal("1", busy.Headers["retry-after"]);
        Assert.All(engines, engine => Assert.Single(engine.Requests));
        await engines[0].DisposeAsync();
        await engines[1].DisposeAsync();
    }

    [Fact]
    public async Task Turn_OfASessionWithMaxStaleness_GoesToNewWeightsAloneAndWithoutThemIs503()
    {
        var engines = await RoutingDouble.StartAsync(2);
        (engines[0].WeightVersion, engines[1].WeightVersion) = ("10", "12");
        await using var server = await RoutedServer.StartAsync(engines);
        await server.Engine.ProbeAsync(Ends);
        var talks = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
            (Session: await server.Client.OpenAsync("""{"max_staleness":1}"""), Talk: new Conversation().User("Hello?"))));

        await server.TakeAsync(talks);
        Assert.Equal((0, 12), (engines[0].Requests.Count, engines[1].Requests.Count));

        server.Engine.Drain(1, isDrained: true);
        var stale = await server.Client.ChatAsync(talks[0].Session, talks[0].Talk.Body());
        Assert.Equal((503, "engines_stale"), stale.Error);
        Assert.Equal("1", stale.Headers["retry-after"]);
        Assert.Contains("2 versions behind", stale.Message, StringComparison.Ordinal);

        engines[0].WeightVersion = "11";
        await server.Engine.ProbeAsync(Ends);
        await server.TakeAsync(talks[..1]);
        await engines[0].DisposeAsync();
        await engines[1].DisposeAsync();
    }

    [Fact]
    public async Task Turn_OfASessionWithoutMaxStaleness_GoesToItsEngineWhateverItsWeights()
    {
        var engines = await RoutingDouble.StartAsync(2);
        (engines[0].WeightVersion, engines[1].WeightVersion) = ("10", "1000");
        await using var server = await RoutedServer.StartAsync(engines);
        await server.Engine.ProbeAsync(Ends);

        await server.TakeAsync(await server.OpenAsync(16));

        Assert.All(engines, engine => Assert.NotEmpty(engine.Requests));
        Assert.Equal(990, (await server.StatusAsync(0)).GetProperty("staleness").GetInt32());
        await engines[0].DisposeAsync();
        await engines[1].DisposeAsync();
    }
}
