using System.Collections.Immutable;
using System.Text.Json;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Engines.Routing;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Routing;

/// <summary>A server over several engines, everything over real HTTP, with a client.</summary>
internal sealed class RoutedServer : IAsyncDisposable
{
    private readonly TestServer _server;
    private readonly ImmutableArray<IDisposable> _clients;

    private RoutedServer(RoutedEngine engine, TestServer server, ImmutableArray<IDisposable> clients)
    {
        (Engine, _server, _clients) = (engine, server, clients);
        Client = new(server.Root, TestContext.Current.CancellationToken);
    }

    public RoutedEngine Engine { get; }

    public SessionClient Client { get; }

    public static async Task<RoutedServer> StartAsync(IEnumerable<RoutingDouble> engines, RoutingOptions? options = null)
    {
        ImmutableArray<EngineEndpoint> endpoints =
        [
            .. engines.Select(engine => new EngineEndpoint(
                EngineEndpoint.Shown(engine.Address),
                new HttpEngine(EngineRegistry.Find("sglang-chat")!, new() { BaseAddress = engine.Address }, TimeProvider.System, new SessionTokenHeaders()),
                new HttpEndpointProbe(engine.Address, apiKey: null, TimeProvider.System))),
        ];
        var routed = new RoutedEngine(endpoints, options ?? new(), TimeProvider.System);
        var server = await TestServer.StartAsync(routed, TestContext.Current.CancellationToken);
        return new(routed, server, [.. endpoints.SelectMany(endpoint => new object?[] { endpoint.Engine, endpoint.Probe }).OfType<IDisposable>()]);
    }

    /// <summary>Takes the next turn of each talk; every one of them must succeed.</summary>
    public Task TakeAsync(IEnumerable<(string Session, Conversation Talk)> talks) => Task.WhenAll(talks.Select(async talk =>
        talk.Talk.GoOn(await Client.TakeAsync(talk.Session, talk.Talk.Body()))));

    /// <summary>Opens sessions, each with a conversation.</summary>
    public async Task<(string Session, Conversation Talk)[]> OpenAsync(int count)
    {
        var talks = new (string, Conversation)[count];
        for (var index = 0; index < count; index++)
        {
            talks[index] = (await Client.OpenAsync(), new Conversation().User($"Number {index}?"));
        }

        return talks;
    }

    /// <summary>What the routes say of an endpoint.</summary>
    public async Task<JsonElement> StatusAsync(int endpoint) =>
        (await Client.GetAsync("endpoints")).Json.GetProperty("endpoints")[endpoint];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }
}
