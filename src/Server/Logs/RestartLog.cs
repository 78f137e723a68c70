using Tito.Core.Messages;
using Tito.Core.Turns;

namespace Tito.Server.Logs;

/// <summary>What a restart says in the log: numbers and the reason, and nothing of what was said.</summary>
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

    [LoggerMessage(
        LogLevel.Warning, "Session {Session}: turn {Turn} left {Turns} turns with {Tokens} sampled tokens behind ({Reason}).")]
    private static partial void Left(ILogger logger, string session, int turn, int turns, int tokens, string reason);
}
