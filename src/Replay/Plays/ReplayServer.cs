using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Engines.Routing;
using Tito.Replay.Surfaces;
using Tito.Replay.Tapes;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Simulation;
using Tito.Storage.Hot;

namespace Tito.Replay.Plays;

/// <summary>A server of one model, with a recorded engine behind it and a journal, which plays one scenario at a time.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly ReplayPlace _place;
    private readonly int _number;
    private readonly SwitchedEngine _engine = new();
    private readonly Dictionary<string, HttpEngine> _clients = new(StringComparer.Ordinal);
    private SimulatedEngine? _simulation;
    private IServerSurface? _surface;
    private HotJournal? _hot;

    private ReplayServer(ReplayPlace place, SessionModel model, int number) => (_place, Model, _number) = (place, model, number);

    /// <summary>The served model.</summary>
    public SessionModel Model { get; }

    /// <summary>What the engine gives.</summary>
    public EngineTape Tape { get; } = new();

    /// <summary>The server's clock.</summary>
    public StepClock Clock { get; } = new();

    /// <summary>The journal itself, behind what the server keeps in memory.</summary>
    public IJournal Journal { get; private set; } = null!;

    /// <summary>The server as its clients see it.</summary>
    public IServerSurface Surface => _surface!;

    /// <summary>Starts a server.</summary>
    /// <param name="place">How scenarios are played.</param>
    /// <param name="model">The served model.</param>
    /// <param name="number">No two that live at once have one number.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<ReplayServer> StartAsync(
        ReplayPlace place, SessionModel model, int number, CancellationToken cancellationToken)
    {
        var server = new ReplayServer(place, model, number);
        if (!place.InProcess)
        {
            server._simulation = await SimulatedEngine.StartAsync(
                new()
                {
                    Tokenizer = model.Renderer.Tokenizer,
                    Family = model.Family,
                    Recording = server.Tape.Next,
                    TokensPerFrame = 3,

                    // The one of the two shapes that says what stopped a completion.
                    OlderGenerateShape = true,
                },
                cancellationToken).ConfigureAwait(false);
        }

        await server.OpenAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Stops the server, and starts another one over the same journal.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await CloseAsync().ConfigureAwait(false);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a scenario: an engine of this wire that nothing is known of, and a time.</summary>
    /// <exception cref="ArgumentException">No wire has this name.</exception>
    public void Begin(string wire, DateTimeOffset now)
    {
        Clock.Set(now);
        Tape.Load([]);
        _engine.Switch(new RoutedEngine([new EngineEndpoint("recorded", Engine(wire), null)], new(), TimeProvider.System));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        if (_simulation is { } simulation)
        {
            await simulation.DisposeAsync().ConfigureAwait(false);
        }
    }

    private IInferenceEngine Engine(string wire)
    {
        if (_simulation is null)
        {
            return EngineRegistry.Names.Contains(wire)
                ? new TapedEngine(Tape, wire)
                : throw new ArgumentException($"wire: must be one of {string.Join(", ", EngineRegistry.Names)}.", nameof(wire));
        }

        if (!_clients.TryGetValue(wire, out var client))
        {
            client = EngineRegistry.Create(wire, new() { BaseAddress = _simulation.BaseAddress }, TimeProvider.System);
            _clients.Add(wire, client);
        }

        return client;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        Journal = await _place.Journal.OpenAsync(_number, Journal).ConfigureAwait(false);
        _hot = new HotJournal(Journal, (long)ServerOptions.DefaultHotMegabytes << 20);
        var options = new ServerOptions
        {
            Port = 0,
            LifetimeLogs = false,
            SweepInterval = TimeSpan.Zero,
            ProbeInterval = TimeSpan.Zero,
        };
        var parts = new ServerParts(_hot, _engine, Model, Clock);
        _surface = _place.InProcess
            ? await InProcessSurface.StartAsync(TitoApp.Build(options, parts, InProcessSurface.Configure), cancellationToken)
                .ConfigureAwait(false)
            : await HttpSurface.StartAsync(TitoApp.Build(options, parts), cancellationToken).ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        if (_surface is { } surface)
        {
            await surface.DisposeAsync().ConfigureAwait(false);
        }

        _hot?.Dispose();
    }
}
