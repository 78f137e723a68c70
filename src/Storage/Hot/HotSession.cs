using Tito.Core.Journals;

namespace Tito.Storage.Hot;

/// <summary>A session in memory, with its weight, which grows with the session and is never counted anew.</summary>
/// <param name="Session">Its state at the last load or change by this process.</param>
/// <param name="Bytes">About the bytes that it takes: tokens, logprobs, experts, messages and records of all of its turns.</param>
internal sealed record HotSession(JournaledSession Session, long Bytes)
{
    /// <summary>A session that was read, or grew out of a known one.</summary>
    public static HotSession Of(JournaledSession session, HotSession? known)
    {
        var grown = known is not null && known.Session.CanGrowInto(session.Head) ? known : null;
        var bytes = grown?.Bytes ?? HotWeight.OfSession;
        for (var sequence = grown?.Session.Trajectory.Turns.Count ?? 0; sequence < session.Trajectory.Turns.Count; sequence++)
        {
            bytes += HotWeight.Of(session.Trajectory.Turns[sequence]);
        }

        return new(session, bytes);
    }

    /// <summary>Whether this is the session of a head, as it was then or later.</summary>
    public bool IsAsNewAs(SessionHead head) => Session.Head.IsSameSession(head) && Session.Head.Version >= head.Version;
}
