using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;

namespace Tito.Tests.Support;

/// <summary>The server with a simulated engine behind it, everything over real HTTP.</summary>
internal sealed class SimulatedServer : IAsyncDisposable
{
    private readonly SimulatedEngine _simulation;
    private readonly HttpEngine _client;
    private TestServer _server = null!;

    private SimulatedServer(SimulatedEngine simulation, string wire)
    {
        _simulation = simulation;
        _client = EngineRegistry.Create(wire, new() { BaseAddress = simulation.BaseAddress }, TimeProvider.System);
        Engine = new(_client, simulation.BaseAddress);
    }

    /// <summary>What was sent to the engine.</summary>
    public RecordingEngine Engine { get; }

    /// <summary>Where the server keeps its sessions.</summary>
    public IJournal Journal => _server.Journal;

    /// <summary>The server's root.</summary>
    public Uri Root => _server.Root;

    public static Task<SimulatedEngine> SimulateAsync(long seed, CancellationToken cancellationToken) =>
        SimulateAsync(seed, null, [], default, cancellationToken);

    /// <summary>A server of a model that has experts when the served model records them.</summary>
    public static Task<SimulatedServer> StartAsync(long seed, SessionModel model, CancellationToken cancellationToken) =>
        StartAsync(seed, model, [], cancellationToken);

    /// <summary>The same with a script for the model's turns.</summary>
    public static Task<SimulatedServer> StartAsync(
        long seed, SessionModel model, ImmutableArray<ScriptedTurn> script, CancellationToken cancellationToken) =>
        StartAsync(seed, model, script, "sglang-chat", default, cancellationToken);

    /// <summary>The same over a wire of the engine's, of which <c>sglang-chat</c> has no streams, with a time from token to token.</summary>
    public static async Task<SimulatedServer> StartAsync(
        long seed,
        SessionModel model,
        ImmutableArray<ScriptedTurn> script,
        string wire,
        TimeSpan tokenDelay,
        CancellationToken cancellationToken)
    {
        var server = new SimulatedServer(
            await SimulateAsync(seed, model.RoutedExperts, script, tokenDelay, cancellationToken).ConfigureAwait(false), wire);
        server._server = await TestServer.StartAsync(server.Engine, model, TestServer.Options, cancellationToken).ConfigureAwait(false);
        return server;
    }

    private static Task<SimulatedEngine> SimulateAsync(
        long seed,
        RoutedExpertsCapture? experts,
        ImmutableArray<ScriptedTurn> script,
        TimeSpan tokenDelay,
        CancellationToken cancellationToken) =>
        SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = ServedModel.Tokenizer,
                Family = ServedModel.Qwen3.Family,
                Seed = seed,
                Script = script,
                TokenDelay = tokenDelay,
                Experts = experts is null ? null : (experts.Layers, experts.TopK),
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
        await _simulation.DisposeAsync().ConfigureAwait(false);
    }
}
