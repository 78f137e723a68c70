namespace Tito.Server.Logs;

/// <summary>What the log is told of turns that are answered later: ids and times, and nothing of what was said.</summary>
internal static partial class DeferredLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Deferred";

    /// <summary>A logger of the category.</summary>
    public static ILogger Create(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>A parked turn was not scheduled; a look at it or the sweep will do that.</summary>
    [LoggerMessage(LogLevel.Warning, "A turn of session {Session} is parked and could not be scheduled.")]
    public static partial void NotScheduled(ILogger logger, string session, Exception? failure);

    /// <summary>A run failed; the next one begins anew.</summary>
    [LoggerMessage(LogLevel.Warning, "A parked turn of session {Session} could not be looked at; the next try is in {Wait}.")]
    public static partial void Failed(ILogger logger, string session, TimeSpan wait, Exception failure);

    /// <summary>A run failed, as those before it, and there is none after it.</summary>
    [LoggerMessage(LogLevel.Error, "A parked turn of session {Session} has failed for good: the server has a defect.")]
    public static partial void Ended(ILogger logger, string session, Exception failure);

    /// <summary>A turn is not taken, and failed for a reason that does not pass, or not in time.</summary>
    [LoggerMessage(LogLevel.Warning, "A parked turn of session {Session} has failed for good with {Code}, {Age} after it was parked.")]
    public static partial void FailedForGood(ILogger logger, string session, string code, TimeSpan age);

    /// <summary>Nobody can take a turn of the session. A read of it says which row it is: a row's name may hold a client's key.</summary>
    [LoggerMessage(LogLevel.Warning, "A parked turn of session {Session} is not taken: rows of the session contradict each other.")]
    public static partial void Damaged(ILogger logger, string session);

    /// <summary>An alarm failed; the sweep is its backstop.</summary>
    [LoggerMessage(LogLevel.Warning, "The alarm of session {Session} failed; the sweep looks at it.")]
    public static partial void NotRung(ILogger logger, string session, Exception failure);
}
