using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Server.Seen;

namespace Tito.Server.Hosting;

/// <summary>What sweeps and alarms say in the log: ids, times and numbers, and nothing of what was said.</summary>
internal static partial class SweepLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Sweep";

    /// <summary>A logger of the category.</summary>
    public static ILogger Create(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>Writes what alarms and sweeps do to single sessions to a log, and counts those that expire.</summary>
    public static void Follow(SessionAlarm alarm, SessionSweeper sweeper, ILoggerFactory logs, TitoMetrics metrics)
    {
        var logger = Create(logs);
        alarm.Expired = session => Say(logger, session, metrics, "alarm");
        sweeper.Expired = session => Say(logger, session, metrics, "sweep");
        sweeper.Lost = (session, attempt) => Lost(logger, session, attempt.AttemptId);
        sweeper.Unreadable = session => Unreadable(logger, session);
    }

    /// <summary>Says what a sweep did.</summary>
    public static void Say(ILogger logger, SweepReport report) =>
        Swept(logger, report.Sessions, report.Expired, report.Lost, report.Garbage, report.Unreadable, report.Unavailable);

    [LoggerMessage(
        LogLevel.Information,
        "Swept {Sessions} sessions: {Expired} expired, {Lost} turns lost, {Garbage} leftovers removed, {Unreadable} unreadable, "
        + "{Unavailable} unavailable.")]
    private static partial void Swept(ILogger logger, int sessions, int expired, int lost, int garbage, int unreadable, int unavailable);

    private static void Say(ILogger logger, SessionHead session, TitoMetrics metrics, string by)
    {
        metrics.ExpiredSessions.Add(1, new KeyValuePair<string, object?>("by", by));
        Expired(logger, session.SessionId, session.LastUsedAt, session.TurnCount, session.ClosedAt is not null);
    }

    [LoggerMessage(
        LogLevel.Information, "Session {Session} expired, unused since {LastUsedAt:o}: {Turns} turns are removed (closed: {IsClosed}).")]
    private static partial void Expired(ILogger logger, string session, DateTimeOffset lastUsedAt, int turns, bool isClosed);

    [LoggerMessage(LogLevel.Warning, "Session {Session}: nobody was heard of attempt {Attempt}; it is ended as lost.")]
    private static partial void Lost(ILogger logger, string session, string attempt);

    [LoggerMessage(LogLevel.Warning, "Session {Session} is left alone: its rows contradict each other.")]
    private static partial void Unreadable(ILogger logger, string session);

    /// <summary>A sweep failed; the next one begins anew.</summary>
    [LoggerMessage(LogLevel.Warning, "The sweep failed; the next one is in {Interval}.")]
    public static partial void Failed(ILogger logger, TimeSpan interval, Exception failure);
}
