using Tito.Core.Sessions;

namespace Tito.Server.Hosting;

/// <summary>What a sweep says in the log: numbers alone.</summary>
internal static partial class SweepLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Sweep";

    /// <summary>A logger of the category.</summary>
    public static ILogger Create(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>Says what a sweep did.</summary>
    public static void Say(ILogger logger, SweepReport report) =>
        Swept(logger, report.Sessions, report.Expired, report.Lost, report.Garbage, report.Unreadable, report.Unavailable);

    [LoggerMessage(
        LogLevel.Information,
        "Swept {Sessions} sessions: {Expired} expired, {Lost} turns lost, {Garbage} leftovers removed, {Unreadable} unreadable, "
        + "{Unavailable} unavailable.")]
    private static partial void Swept(ILogger logger, int sessions, int expired, int lost, int garbage, int unreadable, int unavailable);

    /// <summary>A sweep failed; the next one begins anew.</summary>
    [LoggerMessage(LogLevel.Warning, "The sweep failed; the next one is in {Interval}.")]
    public static partial void Failed(ILogger logger, TimeSpan interval, Exception failure);
}
