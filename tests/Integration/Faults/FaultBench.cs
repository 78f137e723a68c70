using System.Text;
using Microsoft.AspNetCore.Http;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Engines.Routing;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>
/// A server with a simulated engine behind it, in whose place a test may put one of the same model that fails at every request.
/// </summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly bool _streams;
    private readonly SimulatedEngine _simulation;
    private readonly HttpEngine _works;
    private readonly SwitchedEngine _switch;
    private readonly string _wire;
    private TestServer _server = null!;

    private FaultBench(string wire, bool streams, SimulatedEngine simulation)
    {
        (_wire, _streams, _simulation) = (wire, streams, simulation);
        _works = Connect(wire, simulation.BaseAddress, null);
        _switch = new(Routed(_works, streams));
    }

    public static CancellationToken Ends => TestContext.Current.CancellationToken;

    public SessionClient Client { get; private set; } = null!;

    private static SimulatedEngineOptions Model { get; } =
        new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7 };

    /// <summary>Starts a server over an engine that works.</summary>
    /// <param name="wire">What server and engine speak.</param>
    /// <param name="streams">Whether engines are asked for streams.</param>
    public static async Task<FaultBench> StartAsync(string wire, bool streams)
    {
        var bench = new FaultBench(wire, streams, await SimulatedEngine.StartAsync(Model, Ends));
        bench._server = await TestServer.StartAsync(bench._switch, Ends);
        bench.Client = new(bench._server.Root, CancellationToken.None);
        return bench;
    }

    /// <summary>Asks for a turn while the engine fails.</summary>
    public async Task<HttpAnswer> AskWithAsync(EngineFault fault, Func<Task<HttpAnswer>> ask)
    {
        await using var simulation = await SimulatedEngine.StartAsync(
            Model with
            {
                Faults = fault.Played is { } played ? [played] : [],
                TokenDelay = fault.Timeout is null ? TimeSpan.Zero : TimeSpan.FromHours(1),
            },
            Ends);
        await using var between = fault.Spoil is { } spoil ? await StandBetweenAsync(simulation.BaseAddress, spoil) : null;
        using var fails = Connect(_wire, between?.BaseAddress ?? simulation.BaseAddress, fault.Timeout);
        _switch.SwitchTo(Routed(fails, _streams));
        var answer = await ask();
        _switch.SwitchTo(Routed(_works, _streams));
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _works.Dispose();
        await _simulation.DisposeAsync();
    }

    /// <summary>An engine as the server process has it, which is one of as many as are named.</summary>
    private static RoutedEngine Routed(HttpEngine engine, bool streams) =>
        new([new("http://engine", streams ? engine : new UnwatchedEngine(engine), null)], new(), TimeProvider.System);

    private static HttpEngine Connect(string wire, Uri address, TimeSpan? timeout)
    {
        var options = new EngineOptions { BaseAddress = address, ContextLength = 32_768 };
        return EngineRegistry.Create(wire, timeout is { } time ? options with { Timeout = time } : options, TimeProvider.System);
    }

    /// <summary>Stands before an engine and spoils what it answers.</summary>
    private static async Task<EngineDouble> StandBetweenAsync(Uri target, Func<string, string> spoil)
    {
        EngineDouble between = null!;
        between = await EngineDouble.StartAsync(async context =>
        {
            using var content = new StringContent(between.RequestBody, Encoding.UTF8, "application/json");
            using var response = await Http.PostAsync(new Uri(target, between.Path), content, context.RequestAborted);
            var body = await response.Content.ReadAsStringAsync(context.RequestAborted);
            context.Response.ContentType = response.Content.Headers.ContentType!.ToString();
            await context.Response.WriteAsync(spoil(body), context.RequestAborted);
        });
        return between;
    }
}
