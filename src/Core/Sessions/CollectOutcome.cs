using System.Collections.Immutable;
using Tito.Core.Problems;

namespace Tito.Core.Sessions;

/// <summary>The outcome of a request for samples.</summary>
public abstract record CollectOutcome
{
    private CollectOutcome()
    {
    }

    /// <summary>The samples were assembled.</summary>
    /// <param name="View">The session that they come from.</param>
    /// <param name="Samples">In the picker's order; may be empty.</param>
    /// <param name="EmptyReason"><c>no_records</c>, <c>no_agent</c> or <c>all_truncated</c> when there are no samples, else null.</param>
    public sealed record Collected(SessionView View, ImmutableArray<CollectedSample> Samples, string? EmptyReason) : CollectOutcome;

    /// <summary>There are no samples to hand out.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : CollectOutcome;
}
