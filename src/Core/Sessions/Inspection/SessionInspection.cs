using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions.Inspection;

/// <summary>A session laid out for people, from its root to one turn.</summary>
public sealed record SessionInspection
{
    /// <summary>The session as the journal holds it.</summary>
    public required JournaledSession Session { get; init; }

    /// <summary>The reasons why the session is not complete.</summary>
    public required SessionStatus Status { get; init; }

    /// <summary>Whether the served model's tokenizer is the session's; without it, ids are all that can be shown.</summary>
    public required bool IsOfServedModel { get; init; }

    /// <summary>The stop tokens of the session's model; unknown when that is not the served one.</summary>
    public required EndTokens Ends { get; init; }

    /// <summary>The turns of the conversation, from the root on, with their tokens; empty when the session has no turn.</summary>
    public required ImmutableArray<InspectedTurn> Path { get; init; }

    /// <summary>Where the other turns branch off.</summary>
    public required TurnTree Tree { get; init; }

    /// <summary>Which tokens are shown one by one.</summary>
    public required TokenPage Page { get; init; }

    /// <summary>Where the conversation's tokens differ from a fresh tokenization of it; null when there is no verdict.</summary>
    public required ImmutableArray<Mismatch>? Mismatches { get; init; }

    /// <summary>What was asked to be held against a shown turn; null when nothing was.</summary>
    public required SiblingDifference? Difference { get; init; }

    /// <summary>Number of tokens of the conversation, 0 or more.</summary>
    public int TokenCount => Path.IsEmpty ? 0 : Path[^1].Turn.Tokens.Count;
}
