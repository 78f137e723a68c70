using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>A planned turn on its way to an engine and into the journal.</summary>
/// <param name="Session">The session as it was read.</param>
/// <param name="Plan">What the engine is to continue.</param>
/// <param name="Request">What the client asks for.</param>
/// <param name="Intent">The attempt as it is recorded.</param>
/// <param name="Live">What readers see of it.</param>
internal sealed record TurnWork(JournaledSession Session, TurnPlan Plan, TurnRequest Request, TurnIntent Intent, LiveTurn Live)
{
    /// <summary>The session's id.</summary>
    public string SessionId => Session.Head.SessionId;

    /// <summary>The digest that the turn's own will continue.</summary>
    public Digest ParentDigest => Plan.Parent?.Digest ?? Session.Trajectory.Genesis;
}
