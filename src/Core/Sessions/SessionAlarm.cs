using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>
/// The use case of a session's alarm: it looks at the session when its time may have come, and removes it if it has. What the alarm knew
/// when it was set does not matter; the journal decides.
/// </summary>
/// <remarks>
/// Thread-safe, and safe in several processes at once: a session that is used meanwhile stays. The sweep does the same, later.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="limits">How long a turn may be under way.</param>
/// <param name="timeToLive">How long a session may stay unused, above 0; null for ever.</param>
/// <param name="clock">The present.</param>
public sealed class SessionAlarm(IJournal journal, TurnLimits limits, TimeSpan? timeToLive, TimeProvider clock)
{
    /// <summary>How long an alarm waits for a parked turn of a session whose time has come.</summary>
    private static readonly TimeSpan ParkedWait = TimeSpan.FromMinutes(1);

    /// <summary>Hears of each session that an alarm removed, as it was. Null for nobody. Must not throw.</summary>
    public Action<SessionHead>? Expired { get; set; }

    /// <summary>When a session's alarm has to ring first; null where sessions stay for ever.</summary>
    /// <param name="head">The session, as it was opened.</param>
    public DateTimeOffset? FirstRing(SessionHead head) => timeToLive is { } time ? SessionExpiry.Of(head, time, limits) : null;

    /// <summary>Looks at a session.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>When to ring next; null when there is nothing left to wake up for.</returns>
    /// <exception cref="JournalCorruptException">The session's head cannot be read; an alarm cannot mend that.</exception>
    public async ValueTask<DateTimeOffset?> RingAsync(string sessionId, CancellationToken cancellationToken)
    {
        while (timeToLive is { } time
            && await journal.FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head)
        {
            var now = clock.GetUtcNow();
            if (SessionExpiry.Of(head, time, limits) is var end && now < end)
            {
                return end;
            }

            if (await SessionExpiry.IsAwaitedAsync(journal, sessionId, cancellationToken).ConfigureAwait(false))
            {
                return now + ParkedWait;
            }

            if (await journal.DeleteAsync(sessionId, head.Version, cancellationToken).ConfigureAwait(false))
            {
                Expired?.Invoke(head);
                return null;
            }
        }

        return null;
    }
}
