namespace Tito.Core.Inference;

/// <summary>The port to an engine that says how likely given tokens are: it is forced along them and samples nothing of its own.</summary>
/// <remarks>Thread-safe. Nothing is retried.</remarks>
public interface IScoringEngine
{
    /// <summary>Scores a completion.</summary>
    /// <param name="request">The tokens.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <returns>The logprobs, or why there are none. An engine's failure is an outcome and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled before the end.</exception>
    Task<ScoringOutcome> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken);
}
