using System.Collections.Immutable;

namespace Tito.Core.Inference;

/// <summary>How a request for scores ended.</summary>
public abstract record ScoringOutcome
{
    private ScoringOutcome()
    {
    }

    /// <summary>The engine scored each token.</summary>
    /// <param name="Logprobs">Natural logarithms, float32 <c>[tokens of the completion]</c>.</param>
    public sealed record Scored(ImmutableArray<float> Logprobs) : ScoringOutcome;

    /// <summary>The engine's wire has no question for it. Nothing was sent.</summary>
    /// <param name="Reason">One sentence with the wire's name.</param>
    public sealed record NotServed(string Reason) : ScoringOutcome;

    /// <summary>The engine refused, failed, gave no answer, or one that breaks the contract.</summary>
    /// <param name="Reason">One sentence. Never text of the session.</param>
    public sealed record Failed(string Reason) : ScoringOutcome;
}
