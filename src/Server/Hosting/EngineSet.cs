using System.Collections.Immutable;
using Tito.Engines.Routing;
using Tito.Engines.SgLangChat;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>The engines that the options name, as one.</summary>
internal sealed class EngineSet : IDisposable
{
    private readonly ImmutableArray<IDisposable> _clients;

    private EngineSet(RoutedEngine engine, ImmutableArray<IDisposable> clients) => (Engine, _clients) = (engine, clients);

    /// <summary>All of them.</summary>
    public RoutedEngine Engine { get; }

    /// <summary>Makes the clients. Nothing is connected before the first request.</summary>
    public static EngineSet Open(ServerOptions options)
    {
        ImmutableArray<EngineEndpoint> endpoints = [.. options.Engines.Select(address => Open(address, options))];
        return new(
            new(endpoints, options.Routing, TimeProvider.System),
            [.. endpoints.SelectMany(endpoint => new object?[] { endpoint.Engine, endpoint.Probe }).OfType<IDisposable>()]);
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

#pragma warning disable CA2000 // Dispose objects before losing scope: the set disposes of all of them
    private static EngineEndpoint Open(Uri address, ServerOptions options) => new(
        EngineEndpoint.Shown(address),
        SgLangChatEngine.Affine(new() { BaseAddress = address, Timeout = options.EngineTimeout }, TimeProvider.System),
        new HttpEndpointProbe(address, TimeProvider.System));
#pragma warning restore CA2000
}
