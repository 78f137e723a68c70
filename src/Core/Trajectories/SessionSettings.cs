namespace Tito.Core.Trajectories;

/// <summary>A session's choices from when it was opened; they never change afterwards.</summary>
public sealed record SessionSettings
{
    /// <summary>The most turns that a session may have at all.</summary>
    public const int TurnLimit = 100_000;

    /// <summary>The shape that the session's turns may have. Default: <see cref="SessionPolicy.Linear"/>.</summary>
    public SessionPolicy Policy { get; init; }

    /// <summary>The name of the matcher. Default: <c>strict</c>.</summary>
    public string Matcher { get; init; } = "strict";

    /// <summary>
    /// How many turns one request of a linear session may leave behind, 0 to <see cref="TurnLimit"/>. Default: 1, as the reference.
    /// </summary>
    public int MaxRollback { get; init; } = 1;

    /// <summary>
    /// What becomes of a turn that did not end as its family ends one, when it is continued. Default:
    /// <see cref="UnendedTurns.CloseStopStrings"/>; a stored session that does not say it runs on, as its release did.
    /// </summary>
    public UnendedTurns Unended { get; init; }

    /// <summary>Whether a turn may follow one that ended by length: the older and narrower word of the same choice.</summary>
    public bool CloseTruncated => Unended is UnendedTurns.Close or UnendedTurns.RunOnCloseLength;

    /// <summary>How many turns the session may have, 1 to <see cref="TurnLimit"/>. Default: 1,024, as the reference's trees.</summary>
    public int MaxTurns { get; init; } = 1024;
}
