namespace Tito.Functions.Durable;

/// <summary>Times at which Durable Functions wakes something up.</summary>
/// <remarks>
/// Timers and delayed signals are messages of an Azure queue, which
/// <see href="https://learn.microsoft.com/rest/api/storageservices/put-message">hides them for whole seconds</see>: the rest is cut
/// off, so that they come up to a second before their time, and one that has less than a second to wait comes at once.
/// </remarks>
internal static class QueueTime
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(1);

    /// <summary>The time to ask for, so that the message comes no earlier than the one that is meant.</summary>
    public static DateTimeOffset NotBefore(DateTimeOffset time) => time + Cut;

    /// <summary>The same of a wait that begins now.</summary>
    public static TimeSpan NotBefore(TimeSpan wait) => wait + Cut;
}
