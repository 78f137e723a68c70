using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>A recorded session with everything that is needed to replay it offline (docs/golden-trajectories.md).</summary>
public sealed record GoldenTrajectory
{
    /// <summary>The value of the field <c>format</c>, by which a file says what it is.</summary>
    public const string FormatName = "tito.golden-trajectory";

    /// <summary>The version of files that name no settings: their sessions are linear with the strict matcher.</summary>
    public const int LinearVersion = 1;

    /// <summary>The version of files that name the session's settings, and may hold what a journal recorded.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>When the session was opened: the only time that its templates see.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>
    /// The session's choices; for a file of <see cref="LinearVersion"/> a linear session with the strict matcher and any rollback.
    /// </summary>
    public required SessionSettings Settings { get; init; }

    /// <summary>The journal's record of the session, or null in a file that was not exported from one.</summary>
    public required SessionRecord? Recorded { get; init; }

    /// <summary>The turns in commit order, 1 or more. They have records when the session has one.</summary>
    public required ImmutableArray<GoldenTurn> Turns { get; init; }

    /// <summary>The first link of the digest chain that the oracle computed, or null in a recording.</summary>
    public required Digest? Genesis { get; init; }

    /// <summary>The digest of the last turn that the oracle computed, or null in a recording.</summary>
    public required Digest? Tip { get; init; }

    /// <summary>The types of the comparator's mismatches on the last turn's path, in order; null in a recording.</summary>
    public required ImmutableArray<MismatchType>? Mismatches { get; init; }

    /// <summary>The journal's record of an exported session, besides its settings and turns.</summary>
    /// <param name="SessionId">The id under which it was kept.</param>
    /// <param name="Genesis">The first link of the digest chain.</param>
    /// <param name="Tip">The digest of the turn that was committed last.</param>
    /// <param name="Active">The sequence of the turn whose path was the session's conversation, or null for none.</param>
    public sealed record SessionRecord(string SessionId, Digest Genesis, Digest Tip, int? Active);
}
