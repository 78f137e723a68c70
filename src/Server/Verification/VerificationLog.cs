namespace Tito.Server.Verification;

/// <summary>What verification runs say in the log: names and numbers alone.</summary>
internal static partial class VerificationLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Verification";

    /// <summary>A logger of the category.</summary>
    public static ILogger Create(ILoggerFactory logs) => logs.CreateLogger(Category);

    /// <summary>A run was closed.</summary>
    [LoggerMessage(
        LogLevel.Information,
        "Verification {RunId} is {Verdict}: {Checked} looked at in {Shards} shards, {Failures} failures, {SetAside} shards set aside.")]
    public static partial void Closed(ILogger logger, string runId, string verdict, int @checked, int shards, int failures, int setAside);

    /// <summary>A shard failed for a reason that is none of what it verifies.</summary>
    [LoggerMessage(LogLevel.Warning, "Shard {Index} of verification {RunId} could not be verified, at attempt {Attempt}.")]
    public static partial void ShardFailed(ILogger logger, string runId, int index, int attempt, Exception failure);

    /// <summary>A run could not be worked off now.</summary>
    [LoggerMessage(LogLevel.Warning, "Verification {RunId} stopped; it goes on in {Pause}.")]
    public static partial void Stopped(ILogger logger, string runId, TimeSpan pause, Exception failure);

    /// <summary>A run could not be begun.</summary>
    [LoggerMessage(LogLevel.Warning, "The verification that was due could not be begun.")]
    public static partial void NotBegun(ILogger logger, Exception failure);

    /// <summary>A webhook was not reached.</summary>
    [LoggerMessage(LogLevel.Warning, "The webhook was not told of verification {RunId} in {Attempts} attempts: {Detail}.")]
    public static partial void Undelivered(ILogger logger, string runId, int attempts, string detail);
}
