using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>
/// The use case that keeps a journal from filling up: it removes sessions past their time to live and what unfinished writes left, and
/// ends the intents of turns that nobody was heard of.
/// </summary>
/// <remarks>
/// Safe in several processes at once, and beside any traffic: each step is one change of one session under its fence, and finds nothing to
/// do when another process did it. A session that is used while the sweep looks at it stays.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="limits">How long a turn may be under way.</param>
/// <param name="clock">The present.</param>
public sealed class SessionSweeper(IJournal journal, TurnLimits limits, TimeProvider clock)
{
    /// <summary>How many sessions in a row the store may not give before it counts as away.</summary>
    private const int MaxUnavailable = 3;

    /// <summary>How far the clocks of two processes may be apart: what was used since may have a turn parked unseen.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <summary>Hears of each session that a sweep removed past its time, as it was. Null for nobody. Must not throw.</summary>
    public Action<SessionHead>? Expired { get; set; }

    /// <summary>
    /// Hears of each turn that nobody was heard of and whose intent a sweep ended as lost: the session's id and the intent. Null for
    /// nobody. Must not throw.
    /// </summary>
    public Action<string, TurnIntent>? Lost { get; set; }

    /// <summary>
    /// Hears of each session that a sweep left alone because its rows contradict each other, by its id. Null for nobody. Must not throw.
    /// </summary>
    public Action<string>? Unreadable { get; set; }

    /// <summary>Sweeps the whole journal once.</summary>
    /// <param name="timeToLive">How long a session may stay unused, above 0; null for ever.</param>
    /// <param name="cancellationToken">Ends the sweep between two steps.</param>
    /// <exception cref="JournalUnavailableException">
    /// The sessions could not be looked at to their end; what is left over was removed all the same.
    /// </exception>
    public async Task<SweepReport> RunAsync(TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        SweepReport report;
        int garbage;
        try
        {
            report = await SweepAllAsync(timeToLive, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whatever became of the sessions: it may be what is left over that stands in their way.
            garbage = await journal.CollectGarbageAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return report with { Garbage = garbage };
    }

    private async Task<SweepReport> SweepAllAsync(TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        var report = new SweepReport(0, 0, 0, 0, 0);
        var inARow = 0;
        var listed = clock.GetUtcNow() - MostSkew;

        // Nothing is lost in silence: a session in which a turn waits does not expire before it was taken, or failed for good.
        var waiting = await journal.ListParkedAsync(cancellationToken).Select(name => name.SessionId)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        await foreach (var sessionId in journal.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            var ends = waiting.Contains(sessionId) ? null : timeToLive;
            try
            {
                report = await SweepAsync(sessionId, ends, listed, report, cancellationToken).ConfigureAwait(false);
                inARow = 0;
            }
            catch (JournalUnavailableException) when (inARow + 1 < MaxUnavailable)
            {
                inARow++;
                report = report with { Unavailable = report.Unavailable + 1 };
            }
        }

        return report;
    }

    private async Task<SweepReport> SweepAsync(
        string sessionId, TimeSpan? timeToLive, DateTimeOffset listed, SweepReport report, CancellationToken cancellationToken)
    {
        try
        {
            if (await journal.FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } head)
            {
                return report;
            }

            report = report with { Sessions = report.Sessions + 1 };
            var mayBePending = SessionExpiry.MayBePending(head, limits, clock.GetUtcNow());
            if (timeToLive is { } time && clock.GetUtcNow() >= SessionExpiry.Of(head, time, limits))
            {
                // To park a turn is a use, so most sessions go without being read.
                var isAwaited = head.LastUsedAt >= listed && await IsAwaitedAsync(sessionId, cancellationToken).ConfigureAwait(false);
                var isRemoved = !isAwaited
                    && await journal.DeleteAsync(sessionId, head.Version, cancellationToken).ConfigureAwait(false);
                if (!isRemoved)
                {
                    return report;
                }

                // Now and not in the report: that is nobody's where the store goes away before the sweep's end.
                Expired?.Invoke(head);
                return report with { Expired = report.Expired + 1 };
            }

            // A session in use is not read for it: its intents are looked at when it has been quiet for as long as a turn may take.
            return head.OpenIntents > 0 && !mayBePending
                ? report with { Lost = report.Lost + await EndLostAsync(sessionId, cancellationToken).ConfigureAwait(false) }
                : report;
        }
        catch (JournalCorruptException)
        {
            Unreadable?.Invoke(sessionId);
            return report with { Unreadable = report.Unreadable + 1 };
        }
    }

    /// <summary>Whether a turn was parked since the sweep began. Of a session that cannot be read nobody can take one.</summary>
    private async ValueTask<bool> IsAwaitedAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await SessionExpiry.IsAwaitedAsync(journal, sessionId, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalCorruptException)
        {
            return false;
        }
    }

    private async Task<int> EndLostAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var lost = session.Intents.Open.Where(intent => intent.IsLost(now)).ToList();
        foreach (var intent in lost)
        {
            await journal.EndAsync(sessionId, intent, IntentFailure.Lost, cancellationToken).ConfigureAwait(false);
            Lost?.Invoke(sessionId, intent);
        }

        return lost.Count;
    }
}
