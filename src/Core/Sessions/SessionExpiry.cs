using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>When a session's time to live is over.</summary>
internal static class SessionExpiry
{
    /// <summary>At the end of its time to live a session is still there.</summary>
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    /// <summary>
    /// From when on a session counts as unused: after its time to live, and not before nobody can be working on an open intent.
    /// </summary>
    /// <param name="head">The session.</param>
    /// <param name="timeToLive">How long it may stay unused, above 0.</param>
    /// <param name="limits">How long a turn may be under way.</param>
    public static DateTimeOffset Of(SessionHead head, TimeSpan timeToLive, TurnLimits limits) =>
        head.LastUsedAt + (head.OpenIntents > 0 && limits.IntentLifetime > timeToLive ? limits.IntentLifetime : timeToLive + OneTick);

    /// <summary>
    /// Whether a turn of it is parked: it does not expire before that was taken, or failed for good. Parking one after this look changes
    /// the version.
    /// </summary>
    /// <exception cref="JournalCorruptException">The session cannot be read.</exception>
    public static async ValueTask<bool> IsAwaitedAsync(ISessionJournal journal, string sessionId, CancellationToken cancellationToken) =>
        await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } session
        && session.Intents.Any(intent => intent.IsParked);

    /// <summary>Whether somebody may be working on a turn of it.</summary>
    public static bool MayBePending(SessionHead head, TurnLimits limits, DateTimeOffset now) =>
        head.OpenIntents > 0 && now - head.LastUsedAt < limits.IntentLifetime;
}
