using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tito.Core.Families;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires;
using Tito.Simulation.Wires.SgLang;
using Tito.Simulation.Wires.SgLangChat;
using Tito.Simulation.Wires.SgLangGenerate;
using Tito.Simulation.Wires.Vllm;
using Tito.Simulation.Wires.VllmCompletions;
using Tito.Simulation.Wires.VllmGenerate;

namespace Tito.Simulation;

/// <summary>An HTTP server on the loopback interface that speaks as SGLang and vLLM do, for everyone without a GPU.</summary>
/// <remarks>
/// Completions are a pure function of the seed, the script and the prompt's ids, the same on every wire: thinking, tool calls, answers,
/// spelled with other tokens than the tokenizer would choose, so that a server which tokenizes again is caught. docs/simulated-engine.md
/// has its routes. Thread-safe.
/// </remarks>
public sealed class SimulatedEngine : IAsyncDisposable
{
    private const long MaxRequestBytes = 256L * 1024 * 1024;

    private readonly Scheduler _scheduler;
    private readonly WebApplication _app;

    private SimulatedEngine(SimulatedEngineOptions options)
    {
        if (options.Recording is null
            && options.Family.Completion is not (CompletionFormat.Plain or CompletionFormat.Tagged { Calls: CallFormat.JsonBlocks }))
        {
            throw new ArgumentException(
                $"The simulated engine writes Qwen's form of tool calls, which family {options.Family.Name} does not.", nameof(options));
        }

        var model = options.Recording is null ? new SimulatedModel(options) : null;
        _scheduler = new(options, model);
        // Its options are read once: nothing watches files for it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBytes);
        _app = builder.Build();
        _app.Urls.Add($"http://127.0.0.1:{options.Port}");
        MapWires(options, new(model, options.Tokenizer));
    }

    /// <summary>The server's root, with the port that it took.</summary>
    public Uri BaseAddress => new(_app.Urls.Single());

    /// <summary>What it has done so far.</summary>
    public SimulatedCounts Counts => _scheduler.Counts;

    /// <summary>The name of the weights that sample the next token of a completion; to set it is what an update does.</summary>
    public string WeightVersion
    {
        get => _scheduler.WeightVersion;
        set => _scheduler.WeightVersion = value;
    }

    /// <summary>Starts a server; it listens when the task ends.</summary>
    /// <param name="options">What it plays, and where it listens.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ArgumentException">The tokenizer is not a chat-ML model's, or the family writes calls in another form.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedEngine> StartAsync(SimulatedEngineOptions options, CancellationToken cancellationToken)
    {
        var engine = new SimulatedEngine(options);
        var started = false;
        try
        {
            await engine._app.StartAsync(cancellationToken).ConfigureAwait(false);
            started = true;
            return engine;
        }
        finally
        {
            if (!started)
            {
                await engine.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives up what it samples for some requests: each is answered as aborted, with what was sampled.</summary>
    /// <param name="idPrefix">What the names of the requests begin with; empty for all.</param>
    /// <returns>How many there were.</returns>
    public int Abort(string idPrefix) => _scheduler.Abort(running => running.Id.StartsWith(idPrefix, StringComparison.Ordinal));

    /// <summary>Ends when the server is stopped, by a signal of the process as well.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        HostingAbstractionsHostExtensions.WaitForShutdownAsync(_app, cancellationToken);

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void MapWires(SimulatedEngineOptions options, PromptScorer scorer)
    {
        var server = new CompletionServer(_scheduler, options.ContextLength);
        foreach (var kind in options.Wires.Distinct())
        {
            ICompletionWire wire = kind switch
            {
                SimulatedWire.SgLang => new SgLangGenerateWire(options, scorer),
                SimulatedWire.SgLangChat => new SgLangChatWire(options),
                SimulatedWire.Vllm => new VllmCompletionsWire(options, scorer),
                SimulatedWire.VllmGenerate => new VllmGenerateWire(options, scorer),
                _ => throw new ArgumentException($"There is no wire {kind}.", nameof(options)),
            };
            _app.MapPost(wire.Path, (RequestDelegate)(context => server.ServeAsync(context, wire)));
        }

        var isSgLang = options.Wires.Any(wire => wire is SimulatedWire.SgLang or SimulatedWire.SgLangChat);
        new EngineRoutes(options, _scheduler, isSgLang).Map(_app);
        if (isSgLang)
        {
            new SgLangRoutes(options, _scheduler).Map(_app);
        }

        if (options.Wires.Any(wire => wire is SimulatedWire.Vllm or SimulatedWire.VllmGenerate))
        {
            new VllmRoutes(_scheduler).Map(_app);
        }
    }
}
