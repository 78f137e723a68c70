namespace Tito.Core.Trajectories;

/// <summary>What a session chose when it was opened; it never changes afterwards.</summary>
public sealed record SessionSettings
{
    /// <summary>The most turns that a session may have at all.</summary>
    public const int TurnLimit = 100_000;

    /// <summary>What the session's turns may look like. Default: <see cref="SessionPolicy.Linear"/>.</summary>
    public SessionPolicy Policy { get; init; }

    /// <summary>The name of the matcher. Default: <c>strict</c>.</summary>
    public string Matcher { get; init; } = "strict";

    /// <summary>How many turns one request of a linear session may leave behind, 0 to <see cref="TurnLimit"/>. Default: 1, as the reference.</summary>
    public int MaxRollback { get; init; } = 1;

    /// <summary>Whether a turn may follow one that ended by length, which the family's stop token then closes with mask 0. Default: no.</summary>
    public bool CloseTruncated { get; init; }

    /// <summary>How many turns the session may have, 1 to <see cref="TurnLimit"/>. Default: 1,024, as the reference's trees.</summary>
    public int MaxTurns { get; init; } = 1024;
}
