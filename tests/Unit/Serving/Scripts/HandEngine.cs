using Tito.Core.Inference;

namespace Tito.Tests.Unit.Serving.Scripts;

/// <summary>An engine that answers a caller when the script says so.</summary>
internal sealed class HandEngine : IInferenceEngine
{
    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        Caller.Current.ArriveAsync(request, cancellationToken);
}
