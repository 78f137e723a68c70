using System.Text;
using Microsoft.AspNetCore.Http;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faults;

/// <summary>A session on a server with two simulated engines of the same model: one that works, and one that fails at every request.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<HttpEngine> _engines = [];
    private readonly bool _streams;
    private SwitchedEngine _switch = null!;

    private FaultBench(bool streams) => _streams = streams;

    public static CancellationToken Ends => TestContext.Current.CancellationToken;

    public SessionClient Client { get; private set; } = null!;

    public string Session { get; private set; } = "";

    /// <summary>The engine that fails; null where none does.</summary>
    private HttpEngine? Failing { get; set; }

    /// <summary>Starts all, with a session.</summary>
    /// <param name="wire">What server and engines speak.</param>
    /// <param name="streams">Whether the engines are asked for streams.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    public static async Task<FaultBench> StartAsync(string wire, bool streams, EngineFault? fault)
    {
        var bench = new FaultBench(streams);
        var works = bench.Connect(wire, (await bench.SimulateAsync(Model)).BaseAddress, null);
        if (fault is not null)
        {
            var address = (await bench.SimulateAsync(Model with
            {
                Faults = fault.Played is { } played ? [played] : [],
                TokenDelay = fault.Timeout is null ? TimeSpan.Zero : TimeSpan.FromHours(1),
            })).BaseAddress;
            bench.Failing = bench.Connect(wire, fault.Spoil is { } spoil ? await bench.SpoilAsync(address, spoil) : address, fault.Timeout);
        }

        bench._switch = new(bench.Asked(works));
        var server = await TestServer.StartAsync(bench._switch, Ends);
        bench._servers.Insert(0, server);
        bench.Client = new(server.Root, Ends);
        bench.Session = await bench.Client.OpenAsync();
        bench.Works = works;
        return bench;
    }

    /// <summary>From now on turns go to the engine that fails.</summary>
    public void Break() => _switch.SwitchTo(Asked(Failing!));

    /// <summary>From now on turns go to the engine that works.</summary>
    public void Mend() => _switch.SwitchTo(Asked(Works));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _engines.ForEach(engine => engine.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private HttpEngine Works { get; set; } = null!;

    private static SimulatedEngineOptions Model { get; } =
        new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7 };

    private IInferenceEngine Asked(HttpEngine engine) => _streams ? engine : new UnwatchedEngine(engine);

    private async Task<SimulatedEngine> SimulateAsync(SimulatedEngineOptions options)
    {
        var simulation = await SimulatedEngine.StartAsync(options, Ends);
        _servers.Add(simulation);
        return simulation;
    }

    private HttpEngine Connect(string wire, Uri address, TimeSpan? timeout)
    {
        var options = new EngineOptions { BaseAddress = address, ContextLength = 32_768 };
        var engine = EngineRegistry.Create(wire, timeout is { } time ? options with { Timeout = time } : options, TimeProvider.System);
        _engines.Add(engine);
        return engine;
    }

    /// <summary>Stands before an engine and spoils what it answers.</summary>
    private async Task<Uri> SpoilAsync(Uri target, Func<string, string> spoil)
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
        _servers.Add(between);
        return between.BaseAddress;
    }
}
