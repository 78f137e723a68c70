using System.Collections.Immutable;
using Tito.Core.Inference;
using Tito.Core.Verification.Fingerprints;
using Tito.Engines;
using Tito.Engines.Routing;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>The engines that the options name, as one.</summary>
internal sealed class EngineSet : IDisposable
{
    private readonly ImmutableArray<EngineConnection> _connections;
    private readonly ImmutableArray<HttpEndpointProbe> _probes;

    private EngineSet(ServerOptions options, TitoMetrics? metrics)
    {
        _connections = [.. options.Engines.Select(address => Connection(address, options))];
        _probes = [.. options.Engines.Select(address => new HttpEndpointProbe(address.Root, options.EngineApiKey, TimeProvider.System))];
        Engine = new(
            options.Engines.Select((address, index) =>
                new EngineEndpoint(EngineEndpoint.Shown(address.Root), Metered(_connections[index], index, metrics), _probes[index])),
            options.Routing,
            TimeProvider.System);
        Verified = [.. options.Engines.Select((address, index) => new VerifiedEngine(address, _connections[index], _probes[index]))];
    }

    /// <summary>All of them.</summary>
    public RoutedEngine Engine { get; }

    /// <summary>Each of them, for verification runs.</summary>
    public ImmutableArray<IVerifiedEngine> Verified { get; }

    /// <summary>Makes the clients. Nothing is connected yet.</summary>
    /// <param name="options">Their addresses and limits.</param>
    /// <param name="metrics">Measures them; null for nobody.</param>
    public static EngineSet Open(ServerOptions options, TitoMetrics? metrics = null) => new(options, metrics);

    /// <summary>Looks at each engine, as <see cref="EngineConnection.ConnectAsync"/> does.</summary>
    /// <exception cref="EngineMismatchException">One of them answers, but has another tokenizer or speaks none of the wires.</exception>
    public Task ConnectAsync(
        ImmutableArray<TokenizerSample> samples, Action<EngineFinding> found, CancellationToken cancellationToken) =>
        Task.WhenAll(_connections.Select(connection => connection.ConnectAsync(samples, found, cancellationToken)));

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var client in _connections.CastArray<IDisposable>().AddRange(_probes))
        {
            client.Dispose();
        }
    }

    private static IInferenceEngine Metered(EngineConnection connection, int index, TitoMetrics? metrics) =>
        metrics is null ? connection : new MeteredEngine(connection, index, metrics);

    private static EngineConnection Connection(EngineAddress address, ServerOptions options) => new(
        address,
        new()
        {
            BaseAddress = address.Root,
            Timeout = options.EngineTimeout,
            ApiKey = options.EngineApiKey,
            AnswerCeiling = options.AnswerCeiling,
            ContextLength = options.EngineContext,
        },
        TimeProvider.System);
}
