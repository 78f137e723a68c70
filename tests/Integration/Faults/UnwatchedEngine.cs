using Tito.Core.Inference;

namespace Tito.Tests.Integration.Faults;

/// <summary>An engine that is asked for whole answers, as for a turn with routed experts.</summary>
internal sealed class UnwatchedEngine(IInferenceEngine inner) : IInferenceEngine
{
    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        inner.GenerateAsync(request, null, cancellationToken);

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => inner.AbortAsync(idPrefix, cancellationToken);
}
