using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Endpoints;

/// <summary>What a restart says in the log: numbers and the reason, and nothing of what was said.</summary>
internal static partial class RestartLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Restarts";

    /// <summary>Warns of the turns that a turn left behind.</summary>
    public static void Warn(ILoggerFactory logs, string sessionId, Turn turn, LeftBehind left) => Left(
        logs.CreateLogger(Category), sessionId, turn.Sequence, left.Turns.Length, left.TokenCount, WireName.Of(left.Turns[0].Reason));

    [LoggerMessage(
        LogLevel.Warning, "Session {Session}: turn {Turn} left {Turns} turns with {Tokens} sampled tokens behind ({Reason}).")]
    private static partial void Left(ILogger logger, string session, int turn, int turns, int tokens, string reason);
}
