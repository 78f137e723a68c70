using Tito.Core.Inference;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>An engine that answers a caller when the script says so.</summary>
internal sealed class HandEngine : IInferenceEngine
{
    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        Caller.Current.ArriveAsync(request, cancellationToken);

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);
}
