namespace Tito.Core.Inference;

/// <summary>The port to a GPU inference endpoint: a prompt goes in; deltas, and then what was sampled, come out.</summary>
/// <remarks>Thread-safe. Nothing is retried: a completion that was sampled and lost is the caller's to account for.</remarks>
public interface IInferenceEngine
{
    /// <summary>Generates one completion.</summary>
    /// <param name="request">What the engine shall continue.</param>
    /// <param name="observer">Sees the tokens as they come, where the engine tells them; null when nobody looks.</param>
    /// <param name="cancellationToken">
    /// Gives the request up, and lets the engine know before it hangs up. That is not an outcome but an
    /// <see cref="OperationCanceledException"/>; but an engine that ended the request for it, in a short time, is heard.
    /// </param>
    /// <returns>The completion, or why there is none. An engine's failure is an outcome and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled before the end.</exception>
    Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the engine to give up what it samples for some requests: each then ends as aborted, with what was sampled. Other servers'
    /// requests to the same engine go on.
    /// </summary>
    /// <param name="idPrefix">
    /// What the ids of the requests begin with, as in <see cref="InferenceRequest.Id"/>. Another process's request is reached by its whole
    /// id alone.
    /// </param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>
    /// Whether the engine took the wish for such requests of this process. Where it does not, the caller still can give each request up.
    /// </returns>
    Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken);
}
