using Tito.Core.Trajectories;

namespace Tito.Server.Logs;

/// <summary>What the log is told of attempts that no client hears of: ids and numbers, and nothing of what was said.</summary>
internal static partial class AttemptLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Attempts";

    /// <summary>Writes overtaken attempts to a log.</summary>
    public static Action<string, TurnIntent, int> Of(ILoggerFactory logs)
    {
        var logger = logs.CreateLogger(Category);
        return (session, attempt, tokens) => Overtaken(logger, session, attempt.AttemptId, tokens);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: attempt {Attempt} came too late for its key; its {Tokens} sampled tokens stay with the intent, or their "
        + "number alone where it has no room.")]
    private static partial void Overtaken(ILogger logger, string session, string attempt, int tokens);
}
