namespace Tito.Core.Certification;

/// <summary>How far a certification goes.</summary>
public sealed record CertificationOptions
{
    /// <summary>The roles that a client may append; every set of them gets its own verdict.</summary>
    public required RoleSurface Roles { get; init; }

    /// <summary>Messages of the longest exhausted conversations in the narrow alphabet; 2 to 12, 7 by default.</summary>
    public int Depth { get; init; } = 7;

    /// <summary>Messages of the longest exhausted conversations in the wide alphabet; 2 or more, 4 by default.</summary>
    public int WideDepth { get; init; } = 4;

    /// <summary>How many random conversations follow, each longer than <see cref="Depth"/> and at most twice as long; 0 or more.</summary>
    public int RandomCount { get; init; } = 10_000;

    /// <summary>Where the random conversations start: the same seed gives the same conversations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Ends at the first defect instead of giving every surface its own; the counts are then those up to it.</summary>
    public bool StopAtFirstDefect { get; init; }
}
