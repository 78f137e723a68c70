using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>Whether another endpoint may be asked after one gave no completion.</summary>
internal static class RetryRule
{
    private const int TooManyRequests = 429;
    private const int ServiceUnavailable = 503;

    /// <summary>
    /// Only where no token can have been sampled: there was no connection to send the request over, or the engine turned it away with 429
    /// or 503 before it began. Anything else is the client's to decide, who is told what became of the turn.
    /// </summary>
    public static bool MayRetry(InferenceOutcome outcome) => outcome switch
    {
        InferenceOutcome.Unreachable { IsUnsent: true } => true,
        InferenceOutcome.Rejected { Status: TooManyRequests or ServiceUnavailable, MayHaveSampled: false } => true,
        _ => false,
    };
}
