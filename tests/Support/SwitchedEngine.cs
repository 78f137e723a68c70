using Tito.Core.Inference;

namespace Tito.Tests.Support;

/// <summary>An engine that a test replaces between two turns, as an operator would.</summary>
/// <param name="first">The engine to begin with.</param>
internal sealed class SwitchedEngine(IInferenceEngine first) : IInferenceEngine
{
    private volatile IInferenceEngine _current = first;

    public void SwitchTo(IInferenceEngine engine) => _current = engine;

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        _current.GenerateAsync(request, observer, cancellationToken);

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => _current.AbortAsync(idPrefix, cancellationToken);
}
