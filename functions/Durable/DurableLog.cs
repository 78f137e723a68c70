namespace Tito.Functions.Durable;

/// <summary>What the log says of Durable Functions.</summary>
internal static partial class DurableLog
{
    /// <summary>Something is stored, and nobody was told to see to it.</summary>
    [LoggerMessage(LogLevel.Warning, "The {What} {Id} could not be scheduled with Durable Functions; it waits for the sweep or the night.")]
    public static partial void Unscheduled(ILogger logger, Exception exception, string what, string id);

    /// <summary>A session's alarm rang in vain.</summary>
    [LoggerMessage(LogLevel.Warning, "The alarm of session {SessionId} failed; it rings again at {At}.")]
    public static partial void AlarmFailed(ILogger logger, Exception exception, string sessionId, DateTimeOffset at);

    /// <summary>A session's alarm rang in vain, and would again.</summary>
    [LoggerMessage(LogLevel.Warning, "The alarm of session {SessionId} failed; the sweep looks at it.")]
    public static partial void AlarmGivenUp(ILogger logger, Exception exception, string sessionId);
}
