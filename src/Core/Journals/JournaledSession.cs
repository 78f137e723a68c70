using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session as the journal holds it at one instant.</summary>
/// <param name="Head">The session's head row.</param>
/// <param name="Trajectory">Its turns; as many as the head counts, with a digest chain that ends in the head's tip.</param>
/// <param name="Intents">Its intents, in the order in which they began.</param>
public sealed record JournaledSession(SessionHead Head, Trajectory Trajectory, ImmutableArray<TurnIntent> Intents)
{
    /// <summary>What keeps the session from being complete.</summary>
    /// <param name="now">The present.</param>
    public SessionStatus Status(DateTimeOffset now) => SessionStatus.Of(Head.Settings.Policy, Trajectory, Intents, now);
}
