using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification.Scenarios;
using Tito.Simulation;
using Tito.Tokenizers;

namespace Tito.Replay.Bench;

/// <summary>An engine that answers every prompt at once with the same words, so that what a turn takes is the server's.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private const string Words = "Yes, it is.";

    private readonly ScenarioSample _sample;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private SimulatedEngine _engine = null!;
    private ImmutableArray<int> _last = [];

    private BenchEngine(SessionModel model)
    {
        var tokenizer = model.Renderer.Tokenizer;
        var ids = tokenizer.Encode(Words, SpecialTokens.AsText);
        var stop = tokenizer.TryGetId(model.Family.StopTokens[0], out var id) ? new StopMatch(id, null) : null;
        ids = stop is null ? ids : ids.Add(id);
        _sample = new ScenarioSample.Completion(TokenSegment.Sampled(ids, [.. ids.Select(_ => -0.5f)]), "stop", stop, null);
    }

    /// <summary>The last prompt that arrived.</summary>
    public ImmutableArray<int> Last => _last;

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BenchEngine> StartAsync(SessionModel model, int port, CancellationToken cancellationToken)
    {
        var bench = new BenchEngine(model);
        bench._engine = await SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = model.Renderer.Tokenizer,
                Family = model.Family,
                Port = port,
                Recording = bench.Next,
                TokensPerFrame = 16,
            },
            cancellationToken).ConfigureAwait(false);
        bench._http.BaseAddress = bench._engine.BaseAddress;
        return bench;
    }

    /// <summary>The time of one request without a server between: what two HTTP hops have that a server cannot save.</summary>
    /// <param name="prompt">What is sent.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Milliseconds.</returns>
    public async Task<double> AskAsync(ImmutableArray<int> prompt, CancellationToken cancellationToken)
    {
        var body = $$"""
            {"messages":[{"role":"user","content":""}],"logprobs":true,"return_meta_info":true,"input_ids":[{{string.Join(',', prompt)}}]}
            """;
        var began = Stopwatch.GetTimestamp();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, cancellationToken)
            .ConfigureAwait(false);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _engine.DisposeAsync().ConfigureAwait(false);
    }

    private ScenarioSample Next(ImmutableArray<int> prompt)
    {
        ImmutableInterlocked.InterlockedExchange(ref _last, prompt);
        return _sample;
    }
}
