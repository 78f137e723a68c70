using System.Collections.Immutable;
using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>What came of a vector.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Findings">What the server did otherwise; none for one that holds, or was left out.</param>
/// <param name="Turns">How many requests were sent.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record VectorResult(ConformanceVector Vector, ImmutableArray<VectorFinding> Findings, int Turns, TimeSpan Duration)
{
    /// <summary>What the server lacks, so that the vector was left out; null where it was played.</summary>
    public VectorNeed? Lacks { get; init; }

    /// <summary>Whether it was played and does not hold.</summary>
    public bool IsRed => !Findings.IsEmpty;
}
