using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>The verdict of a replay.</summary>
public abstract record ReplayOutcome
{
    private ReplayOutcome()
    {
    }

    /// <summary>Every turn came to what the oracle computed, and to what the session's record says.</summary>
    /// <param name="TurnCount">Number of turns replayed.</param>
    /// <param name="TokenCount">Number of tokens on the last turn's path.</param>
    public sealed record Matched(int TurnCount, int TokenCount) : ReplayOutcome
    {
        /// <summary>What no oracle has computed, each with its place; empty where all is expected.</summary>
        public ImmutableArray<string> NotExpected { get; init; } = [];
    }

    /// <summary>The first difference.</summary>
    /// <param name="TurnIndex">The turn in which it was seen; null when it concerns the session as a whole.</param>
    /// <param name="What">What differs: <c>tokens</c>, <c>origins</c>, <c>loss_mask</c>, <c>digest</c>, …</param>
    /// <param name="Detail">The place and both sides, tokens with their text.</param>
    public sealed record Differs(int? TurnIndex, string What, string Detail) : ReplayOutcome
    {
        /// <summary>The first differing token of the turn; null where the difference is not one of tokens.</summary>
        public TokenDifference? Tokens { get; init; }
    }
}
