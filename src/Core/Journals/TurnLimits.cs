namespace Tito.Core.Journals;

/// <summary>How long the parts of a turn may take.</summary>
/// <param name="Inference">How long the engine may work; above 0.</param>
public sealed record TurnLimits(TimeSpan Inference)
{
    /// <summary>
    /// How long the journal may take to store what is known: sampled tokens outlive the client's patience, but not forever.
    /// </summary>
    public static readonly TimeSpan Commit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a journal's store may be silent while something is read or listed: a read takes longer where it needs many answers, as of
    /// a long session.
    /// </summary>
    public static readonly TimeSpan Read = TimeSpan.FromSeconds(20);

    /// <summary>When nobody can be working on a turn any more that began now: after the engine's time and both writes.</summary>
    internal TimeSpan IntentLifetime => Inference + Commit + Commit;
}
