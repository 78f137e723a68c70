namespace Tito.Core.Inference;

/// <summary>The port to a GPU inference endpoint: token ids go in, token ids and logprobs come out.</summary>
/// <remarks>Thread-safe. Nothing is retried: a completion that was sampled and lost is the caller's to account for.</remarks>
public interface IInferenceEngine
{
    /// <summary>Generates one completion.</summary>
    /// <param name="request">What the engine shall continue.</param>
    /// <param name="cancellationToken">Gives the request up. That is no outcome but an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The completion, or why there is none. An engine's failure is an outcome and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled before the end.</exception>
    Task<InferenceOutcome> GenerateAsync(InferenceRequest request, CancellationToken cancellationToken);
}
