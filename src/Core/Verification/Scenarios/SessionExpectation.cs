using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Scenarios;

/// <summary>What must come of a session as a whole. What is null was not computed by the oracle.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record SessionExpectation
{
    /// <summary>The first link of the digest chain.</summary>
    public Digest? Genesis { get; init; }

    /// <summary>The digest of the turn that was committed last.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The types of the comparator's mismatches over the conversation, in order.</summary>
    public ImmutableArray<MismatchType>? Mismatches { get; init; }

    /// <summary>The sequence of the turn whose path is the conversation, -1 for none.</summary>
    public int? Active { get; init; }
}
