using System.Collections.Immutable;
using Tito.Core.Inference;
using Tito.Engines.Http;

namespace Tito.Engines;

/// <summary>
/// An engine that is looked at before it is first used: what it speaks, where its address does not say so, and whether its tokenizer is
/// ours. One that does not answer at the start is looked at by the first request that finds it.
/// </summary>
/// <remarks>Thread-safe. Holds connection pools of its own; make one and keep it.</remarks>
public sealed class EngineConnection : IInferenceEngine, IScoringEngine, IDisposable
{
    private readonly EngineAddress _address;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineHttp _http;
    private readonly SemaphoreSlim _looking = new(1);
    private ImmutableArray<TokenizerSample> _samples = [];
    private Action<EngineFinding> _found = _ => { };
    private volatile HttpEngine? _engine;
    private volatile Task<(EngineFinding Finding, HttpEngine? Engine)>? _look; // The last one that ended.

    /// <summary>A connection to an engine, which is not looked at yet.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">The limits; the base address is that of <paramref name="address"/>.</param>
    /// <param name="time">The clock of the timeout.</param>
    public EngineConnection(EngineAddress address, EngineOptions options, TimeProvider time)
    {
        (_address, _options, _time) = (address, options with { BaseAddress = address.Root }, time);
        _http = new(_options, time);
    }

    /// <summary>Looks at the engine. To be called once, before the first request.</summary>
    /// <param name="samples">Texts to hold its tokenizer against; none to leave that out.</param>
    /// <param name="found">Hears what was found; also when that is nothing yet, and again when the engine answers.</param>
    /// <param name="cancellationToken">Gives the look up.</param>
    /// <exception cref="EngineMismatchException">It answers, but has another tokenizer or speaks none of the wires.</exception>
    public async Task ConnectAsync(
        ImmutableArray<TokenizerSample> samples, Action<EngineFinding> found, CancellationToken cancellationToken)
    {
        (_samples, _found) = (samples, found);
        if (await LookAsync(cancellationToken).ConfigureAwait(false) is var (finding, engine) && engine is null)
        {
            found(finding);
        }
    }

    /// <inheritdoc/>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        try
        {
            var engine = _engine ?? (await LookAsync(cancellationToken).ConfigureAwait(false)).Engine;
            return engine is null
                ? new InferenceOutcome.Unreachable($"The engine at {_http.Place} does not answer.") { IsUnsent = true }
                : await engine.GenerateAsync(request, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineMismatchException mismatch)
        {
            return new InferenceOutcome.Nonsense(mismatch.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<ScoringOutcome> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var engine = _engine ?? (await LookAsync(cancellationToken).ConfigureAwait(false)).Engine;
            return engine is null
                ? new ScoringOutcome.Failed($"The engine at {_http.Place} does not answer.")
                : await engine.ScoreAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineMismatchException mismatch)
        {
            return new ScoringOutcome.Failed(mismatch.Message);
        }
    }

    /// <summary>Asks the engine anew what it is, whatever it was when it was first looked at. Its tokenizer is not asked for.</summary>
    /// <param name="cancellationToken">Gives the look up.</param>
    /// <returns>What it says; without a wire where it does not answer, or speaks none.</returns>
    public async Task<EngineFinding> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await EngineDetector.LookAsync(_address, _http, [], cancellationToken).ConfigureAwait(false)).Finding;
        }
        catch (EngineMismatchException)
        {
            return new(_http.Place, null, null, null, null, null, null, [], null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) =>
        _engine is { } engine ? engine.AbortAsync(idPrefix, cancellationToken) : Task.FromResult(false);

    /// <summary>Closes the connections. To be called when no request is under way.</summary>
    public void Dispose()
    {
        _engine?.Dispose();
        _http.Dispose();
        _looking.Dispose();
    }

    /// <summary>
    /// Who waits while another one looks takes what that look found: looks of an engine that does not answer, one after the other, would
    /// cost each the time of all before it. A look that was given up found nothing.
    /// </summary>
    private async Task<(EngineFinding Finding, HttpEngine? Engine)> LookAsync(CancellationToken cancellationToken)
    {
        var before = _look;
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_look is { } ended && (ended != before || _engine is not null))
            {
                return await ended.ConfigureAwait(false);
            }

            var look = DetectAsync(cancellationToken);
            await ((Task)look).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!look.IsCanceled)
            {
                _look = look;
            }

            return await look.ConfigureAwait(false);
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task<(EngineFinding Finding, HttpEngine? Engine)> DetectAsync(CancellationToken cancellationToken)
    {
        var (finding, wire) = await EngineDetector.LookAsync(_address, _http, _samples, cancellationToken).ConfigureAwait(false);
        if (wire is null)
        {
            return (finding, null);
        }

        var options = _options with { ContextLength = _options.ContextLength ?? finding.ContextLength };
        _engine = new(wire, options, _time, new SessionTokenHeaders());
        _found(finding);
        return (finding, _engine);
    }
}
