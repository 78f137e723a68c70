namespace Tito.Server.Wire;

/// <summary>Times as the trainer's side writes them.</summary>
internal static class UnixTime
{
    /// <summary>Seconds since 1970 with their fraction.</summary>
    public static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
