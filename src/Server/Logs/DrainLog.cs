namespace Tito.Server.Logs;

/// <summary>What the log says when a server ends before its turns do.</summary>
internal static partial class DrainLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Drain";

    /// <summary>Says how many turns are cut.</summary>
    public static void Cut(ILoggerFactory logs, int turns, TimeSpan drainTime) =>
        Cut(logs.CreateLogger(Category), turns, drainTime.TotalSeconds);

    /// <summary>Says with how many turns sampled tokens go, because the journal was not told how they ended.</summary>
    public static void Untold(ILoggerFactory logs, int turns) => Untold(logs.CreateLogger(Category), turns);

    [LoggerMessage(LogLevel.Warning, "{Turns} turns are cut: they were still under way after a drain of at most {Seconds} s.")]
    private static partial void Cut(ILogger logger, int turns, double seconds);

    [LoggerMessage(
        LogLevel.Warning,
        "{Turns} turns ended and the journal could not be told of them: what they sampled is lost, and their keys are held until they "
        + "expire.")]
    private static partial void Untold(ILogger logger, int turns);
}
