using Tito.Core.Messages;
using Tito.Core.Turns;

namespace Tito.Server.Logs;

/// <summary>What a restart says in the log, of a turn or of a session: numbers and the reason, and nothing of what was said.</summary>
internal static partial class RestartLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Restarts";

    /// <summary>Warns of the turns that a turn left behind, when it is taken.</summary>
    public static void Warn(ILoggerFactory logs, string sessionId, TurnOutcome.Committed committed)
    {
        if (committed is { IsReplay: false, LeftBehind: { IsEmpty: false } left })
        {
            var (logger, reason) = (logs.CreateLogger(Category), WireName.Of(left.Turns[0].Reason));
            Left(logger, sessionId, committed.Turn.Sequence, left.Turns.Length, left.TokenCount, reason);
        }
    }

    /// <summary>
    /// Warns of answers in the first request of an implicit session: where they were sampled here, that was in a session that is gone, and
    /// they are prompt in this one.
    /// </summary>
    public static void WarnOfAnswers(ILoggerFactory logs, string sessionId, TurnRequest asked)
    {
        if (asked.Messages.Count(message => message.Role == Role.Assistant) is > 0 and var count)
        {
            Unsampled(logs.CreateLogger(Category), sessionId, count);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session} is opened by a request with {Answers} assistant messages that were not sampled in it. Where it was there "
        + "before, it has expired or was deleted.")]
    private static partial void Unsampled(ILogger logger, string session, int answers);

    [LoggerMessage(
        LogLevel.Warning, "Session {Session}: turn {Turn} left {Turns} turns with {Tokens} sampled tokens behind ({Reason}).")]
    private static partial void Left(ILogger logger, string session, int turn, int turns, int tokens, string reason);
}
