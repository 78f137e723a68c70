using Tito.Core.Inference;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>An engine that answers a caller when the script says so.</summary>
internal sealed class HandEngine : IInferenceEngine
{
    public string Name => "hand";

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken) =>
        Caller.Current.ArriveAsync(request, cancellationToken);
}
