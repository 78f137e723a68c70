using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>What is known of the turn of a key.</summary>
public abstract record TurnState
{
    private TurnState()
    {
    }

    /// <summary>The turn is in the journal.</summary>
    /// <param name="Outcome">The turn, as for a retry.</param>
    /// <param name="Echo">What its answer repeats of the request; null where that was not kept.</param>
    /// <param name="Parked">The request itself, where it is still there with its body; null elsewhere.</param>
    /// <param name="Session">The session, as it was read.</param>
    public sealed record Taken(TurnOutcome.Committed Outcome, RequestEcho? Echo, ParkedTurn? Parked, SessionHead Session) : TurnState;

    /// <summary>There is no turn yet, and there may be one without anybody's asking again.</summary>
    /// <param name="Since">When its request was parked or sent to the engine.</param>
    /// <param name="IsUnderWay">Whether somebody is working on it.</param>
    /// <param name="IsParked">Whether it waits in the journal.</param>
    public sealed record Waits(DateTimeOffset Since, bool IsUnderWay, bool IsParked) : TurnState;

    /// <summary>There is no turn, or none that can be told.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record None(Problem Problem) : TurnState;
}
