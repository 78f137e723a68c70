using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Hot;

/// <summary>A session in memory, with the number of its tokens, which grows with the session and is never counted anew.</summary>
/// <param name="Session">Its state at the last load or change by this process.</param>
/// <param name="Tokens">The tokens of all of its turns, each counted once.</param>
internal sealed record HotSession(JournaledSession Session, long Tokens)
{
    /// <summary>A session that was read, or grew out of a known one.</summary>
    public static HotSession Of(JournaledSession session, HotSession? known)
    {
        var grown = known is not null && known.Session.CanGrowInto(session.Head) ? known : null;
        var tokens = grown?.Tokens ?? 0;
        for (var sequence = grown?.Session.Trajectory.Turns.Count ?? 0; sequence < session.Trajectory.Turns.Count; sequence++)
        {
            tokens += NewTokens(session.Trajectory.Turns[sequence]);
        }

        return new(session, tokens);
    }

    /// <summary>Whether this is the session of a head, as it was then or later.</summary>
    public bool IsAsNewAs(SessionHead head) => Session.Head.IsSameSession(head) && Session.Head.Version >= head.Version;

    private static long NewTokens(Turn turn) => turn.Prompt.Count - turn.Prefix.Count + turn.Content.Completion.Ids.Length;
}
