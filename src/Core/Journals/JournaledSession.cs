using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session as the journal holds it at one instant.</summary>
/// <param name="Head">The session's head row.</param>
/// <param name="Trajectory">Its turns; as many as the head counts, with a digest chain that ends in the head's tip.</param>
public sealed record JournaledSession(SessionHead Head, Trajectory Trajectory);
