using Tito.Core.Turns;

namespace Tito.Server.Logs;

/// <summary>What the log is told of attempts that no client hears of: ids and numbers, and nothing of what was said.</summary>
internal static partial class AttemptLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Attempts";

    /// <summary>Writes the attempts of a taker to a log: those that were overtaken, and those whose tokens are lost.</summary>
    public static void Follow(TurnTaker turns, ILoggerFactory logs)
    {
        var logger = logs.CreateLogger(Category);
        turns.Overtaken = (session, attempt, tokens) => Overtaken(logger, session, attempt.AttemptId, tokens);
        turns.Untold = (session, attempt, tokens) => Untold(logger, session, attempt.AttemptId, tokens);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: attempt {Attempt} came too late for its key; its {Tokens} sampled tokens stay with the intent, or their "
        + "number alone where it has no room.")]
    private static partial void Overtaken(ILogger logger, string session, string attempt, int tokens);

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: the journal could not be told how attempt {Attempt} ended; its {Tokens} sampled tokens are lost.")]
    private static partial void Untold(ILogger logger, string session, string attempt, int tokens);
}
