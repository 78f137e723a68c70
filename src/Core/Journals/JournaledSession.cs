using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session as the journal holds it at one instant.</summary>
/// <param name="Head">The session's head row.</param>
/// <param name="Trajectory">Its turns; as many as the head counts, with a digest chain that ends in the head's tip.</param>
/// <param name="Intents">Its intents, in the order in which they began.</param>
public sealed record JournaledSession(SessionHead Head, Trajectory Trajectory, ImmutableArray<TurnIntent> Intents)
{
    /// <summary>The session of a head before its first turn and intent.</summary>
    /// <param name="head">Any head of the session.</param>
    public static JournaledSession Start(SessionHead head) =>
        new(head with { TurnCount = 0, Active = null, Version = 0, Tip = head.Genesis }, Trajectory.Start(head.Genesis), []);

    /// <summary>Whether this is an earlier state of the session that a head stands for, or the same, so that only what changed need be read.</summary>
    /// <param name="head">A head with the same id; a session that was deleted and opened anew may have it.</param>
    public bool CanGrowInto(SessionHead head) =>
        Head.IsSameSession(head) && Head.TurnCount <= head.TurnCount && Head.Version <= head.Version;

    /// <summary>What keeps the session from being complete.</summary>
    /// <param name="now">The present.</param>
    public SessionStatus Status(DateTimeOffset now) => SessionStatus.Of(Head.Settings.Policy, Trajectory, Intents, now);
}
