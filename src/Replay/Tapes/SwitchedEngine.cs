using Tito.Core.Inference;

namespace Tito.Replay.Tapes;

/// <summary>The engine of a server that outlives many scenarios, each with an engine of its own.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SwitchedEngine : IInferenceEngine
{
    private volatile IInferenceEngine? _engine;

    /// <summary>Puts an engine in the place of the one before it.</summary>
    public void Switch(IInferenceEngine engine) => _engine = engine;

    /// <inheritdoc/>
    public Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        Present.GenerateAsync(request, observer, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Present.AbortAsync(idPrefix, cancellationToken);

    private IInferenceEngine Present => _engine ?? throw new InvalidOperationException("No scenario has an engine here yet.");
}
