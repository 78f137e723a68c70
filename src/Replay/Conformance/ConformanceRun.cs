using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Verification.Conformance;
using Tito.Simulation;

namespace Tito.Replay.Conformance;

/// <summary>Plays vectors of one model, one after the other, against a server that was pointed to this run's engine.</summary>
internal sealed class ConformanceRun : IAsyncDisposable
{
    private readonly SimulatedEngine _engine;
    private readonly VectorTape _tape;
    private readonly SessionModel _model;

    private ConformanceRun(SimulatedEngine engine, VectorTape tape, SessionModel model) => (_engine, _tape, _model) = (engine, tape, model);

    /// <summary>Where the engine is.</summary>
    public Uri Engine => _engine.BaseAddress;

    /// <summary>Starts the engine.</summary>
    /// <param name="model">The vectors' model.</param>
    /// <param name="port">The loopback port, 0 for a free one.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ConformanceRun> StartAsync(SessionModel model, int port, CancellationToken cancellationToken)
    {
        var tape = new VectorTape();
        var options = new SimulatedEngineOptions
        {
            Tokenizer = model.Renderer.Tokenizer,
            Family = model.Family,
            Port = port,
            Recording = tape.Next,
            TokensPerFrame = 3,
        };
        return new(await SimulatedEngine.StartAsync(options, cancellationToken).ConfigureAwait(false), tape, model);
    }

    /// <summary>Plays vectors.</summary>
    /// <param name="client">The server's client.</param>
    /// <param name="vectors">What is played; those of another model are not.</param>
    /// <param name="has">What the server has: a vector that needs more is left out, and says so.</param>
    /// <param name="letsTemplatesPass">Whether what differs after the prefix is no finding.</param>
    /// <param name="done">Gets each result.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<ImmutableArray<VectorResult>> PlayAsync(
        SessionServerClient client, ImmutableArray<ConformanceVector> vectors, ImmutableHashSet<VectorNeed> has,
        bool letsTemplatesPass, Action<VectorResult> done, CancellationToken cancellationToken)
    {
        var player = new VectorPlayer(client, _tape, _model);
        var results = ImmutableArray<VectorResult>.Empty;
        foreach (var vector in vectors)
        {
            var lacks = vector.Needs.Select(need => (VectorNeed?)need).FirstOrDefault(need => !has.Contains(need!.Value));
            var result = lacks is null
                ? await player.PlayAsync(vector, cancellationToken).ConfigureAwait(false)
                : new(vector, [], 0, TimeSpan.Zero) { Lacks = lacks };
            if (letsTemplatesPass)
            {
                result = result with { Findings = result.Findings.RemoveAll(finding => finding.Kind == FindingKind.Tokens) };
            }

            results = results.Add(result);
            done(result);
        }

        return results;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
