using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>A recorded session with everything that is needed to replay it offline (docs/golden-trajectories.md).</summary>
public sealed record GoldenTrajectory
{
    /// <summary>The value of the field <c>format</c>, by which a file says what it is.</summary>
    public const string FormatName = "tito.golden-trajectory";

    /// <summary>The version of the file format that this release writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>When the session was opened: the only time that its templates see.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Whether a turn may follow one that ended by length.</summary>
    public bool CloseTruncated { get; init; }

    /// <summary>The turns in commit order, 1 or more.</summary>
    public required ImmutableArray<GoldenTurn> Turns { get; init; }

    /// <summary>The first link of the digest chain that the oracle computed, or null in a recording.</summary>
    public required Digest? Genesis { get; init; }

    /// <summary>The types of the comparator's mismatches on the last turn's path, in order; null in a recording.</summary>
    public required ImmutableArray<MismatchType>? Mismatches { get; init; }
}
