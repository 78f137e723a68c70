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

    /// <summary>A shard came to something else here than where it was recorded first.</summary>
    [LoggerMessage(
        LogLevel.Warning,
        "Shard {Index} of verification {RunId} is {Outcome} here, with {Failures} failures, and was recorded before as {Kept}, with "
        + "{KeptFailures}: that stands. Do the processes over this store have one corpus and the same engines?")]
    public static partial void Contradicted(
        ILogger logger, int index, string runId, string outcome, int failures, string kept, int keptFailures);

    /// <summary>Some shards of a run are left to other processes.</summary>
    [LoggerMessage(
        LogLevel.Information,
        "Verification {RunId} has shards that are left to other processes: those may be verifying them, or have the engine or "
        + "the files that are not here. It is looked at again every {Pause}.")]
    public static partial void Left(ILogger logger, string runId, TimeSpan pause);

    /// <summary>A row of a run is damaged.</summary>
    [LoggerMessage(
        LogLevel.Error,
        "Verification {RunId} is damaged and has no verdict: {Reason} It is worked off no further, and no run is held against it.")]
    public static partial void Damaged(ILogger logger, string runId, string reason);

    /// <summary>A run could not be begun yet.</summary>
    [LoggerMessage(LogLevel.Warning, "The verification that was due at {Due} could not be begun; it is tried again in {Pause}.")]
    public static partial void NotBegun(ILogger logger, DateTimeOffset due, TimeSpan pause, Exception failure);

    /// <summary>A run could not be begun at all.</summary>
    [LoggerMessage(LogLevel.Error, "The verification that was due at {Due} was never begun, and the next one is due: that night has none.")]
    public static partial void GivenUp(ILogger logger, DateTimeOffset due, Exception failure);

    /// <summary>A webhook was not reached.</summary>
    [LoggerMessage(LogLevel.Warning, "The webhook was not told of verification {RunId} in {Attempts} attempts: {Detail}.")]
    public static partial void Undelivered(ILogger logger, string runId, int attempts, string detail);
}
