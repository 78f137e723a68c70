using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Tells of a turn that is in the journal.</summary>
internal static class CommittedTurns
{
    /// <summary>The outcome of a turn, with what it left behind.</summary>
    /// <param name="session">The session with the turns before it at the least.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="isReplay">Whether an earlier attempt took it.</param>
    /// <param name="form">What the family's template makes of a message's spelling.</param>
    public static TurnOutcome.Committed Committed(this JournaledSession session, Turn turn, bool isReplay, MessageForm form)
    {
        var (policy, matcher) = (session.Head.Settings.Policy, session.MatcherFor(form));
        return new(turn, isReplay)
        {
            Fork = policy == SessionPolicy.Tree ? Fork.Of(session.Trajectory, turn, matcher) : null,
            LeftBehind = LeftBehind.By(policy, session.Trajectory, turn, matcher),
        };
    }
}
