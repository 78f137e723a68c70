using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Tells of a turn that is in the journal.</summary>
internal static class CommittedTurns
{
    /// <summary>The outcome of a turn, with what it left behind.</summary>
    /// <param name="session">The session with the turns before it at the least.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="isReplay">Whether an earlier attempt took it.</param>
    public static TurnOutcome.Committed Committed(this JournaledSession session, Turn turn, bool isReplay) => new(turn, isReplay)
    {
        Fork = session.Head.Settings.Policy == SessionPolicy.Tree ? Fork.Of(session.Trajectory, turn, session.Matcher) : null,
        LeftBehind = LeftBehind.By(session.Head.Settings.Policy, session.Trajectory, turn, session.Matcher),
    };
}
