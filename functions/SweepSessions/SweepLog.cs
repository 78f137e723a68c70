namespace Tito.Functions.SweepSessions;

/// <summary>What a sweep says in the log: numbers alone.</summary>
internal static partial class SweepLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Sweep";

    /// <summary>A logger of the category.</summary>
    public static ILogger Create(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>A sweep is done.</summary>
    [LoggerMessage(LogLevel.Information, "Swept {Sessions} sessions: {Expired} expired, {Lost} turns lost, {Garbage} leftovers removed, {Unreadable} unreadable.")]
    public static partial void Swept(ILogger logger, int sessions, int expired, int lost, int garbage, int unreadable);

    /// <summary>A sweep failed; the next one begins anew.</summary>
    [LoggerMessage(LogLevel.Warning, "The sweep failed; the next one is in {Interval}.")]
    public static partial void Failed(ILogger logger, TimeSpan interval, Exception failure);
}
