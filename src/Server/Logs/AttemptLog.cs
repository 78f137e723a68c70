using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Server.Logs;

/// <summary>What the log is told of attempts that no client hears of: ids and numbers, and nothing of what was said.</summary>
internal static partial class AttemptLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Attempts";

    /// <summary>
    /// Writes the attempts of a taker to a log: those that were overtaken, those whose end the journal could not be told, and those whose
    /// tokens are lost.
    /// </summary>
    /// <param name="turns">Who takes turns.</param>
    /// <param name="logs">The log.</param>
    /// <param name="lost">Hears how many tokens are lost, each time.</param>
    public static void Follow(TurnTaker turns, ILoggerFactory logs, Action<int> lost)
    {
        var logger = logs.CreateLogger(Category);
        turns.Overtaken = (session, attempt, tokens) => Overtaken(logger, session, attempt.AttemptId, tokens);
        turns.Unsettled = end => Say(logger, end);
        turns.Untold = (session, attempt, tokens) =>
        {
            Untold(logger, session, attempt.AttemptId, tokens);
            lost(tokens);
        };
    }

    /// <summary>The kinds of failures alone, and where a defect is: a message may quote what is stored.</summary>
    private static void Say(ILogger logger, UnsettledEnd end)
    {
        if (end.Why is not { } why)
        {
            Settled(logger, end.SessionId, end.AttemptId, end.End, end.TokenCount);
        }
        else if (end.IsOutage)
        {
            Unsettled(logger, end.SessionId, end.AttemptId, end.End, end.Kinds, end.TokenCount);
        }
        else
        {
            Broken(logger, end.SessionId, end.AttemptId, end.End, end.Kinds, end.TokenCount, why.StackTrace);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: attempt {Attempt} came too late for its key; its {Tokens} sampled tokens stay with the intent, or their "
        + "number alone where it has no room.")]
    private static partial void Overtaken(ILogger logger, string session, string attempt, int tokens);

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: the journal was not told how attempt {Attempt} ended ({End}): {Failure}. Its {Tokens} sampled tokens are in "
        + "this process alone; the journal is told again each second.")]
    private static partial void Unsettled(
        ILogger logger, string session, string attempt, IntentFailure end, string failure, int tokens);

    [LoggerMessage(
        LogLevel.Error,
        "Session {Session}: a defect of the server, or damage of the session, kept the journal from being told how attempt {Attempt} ended "
        + "({End}): {Failure}. Its {Tokens} sampled tokens are in this process alone.\n{Trace}")]
    private static partial void Broken(
        ILogger logger, string session, string attempt, IntentFailure end, string failure, int tokens, string? trace);

    [LoggerMessage(
        LogLevel.Information,
        "Session {Session}: the journal has been told how attempt {Attempt} ended ({End}, {Tokens} sampled tokens), unless its turn is "
        + "there.")]
    private static partial void Settled(ILogger logger, string session, string attempt, IntentFailure end, int tokens);

    [LoggerMessage(
        LogLevel.Warning,
        "Session {Session}: the journal could not be told how attempt {Attempt} ended; its {Tokens} sampled tokens are lost.")]
    private static partial void Untold(ILogger logger, string session, string attempt, int tokens);
}
