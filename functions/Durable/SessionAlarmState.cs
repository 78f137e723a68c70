namespace Tito.Functions.Durable;

/// <summary>What a session's entity keeps. It may be lost: the journal knows the last use, and the sweep looks too.</summary>
/// <param name="Opened">When the entity was first told of the session.</param>
/// <param name="ArmedUntil">When it looks at the session next.</param>
/// <param name="Closing">Whether the session's time had come at the last look, which failed.</param>
public sealed record SessionAlarmState(DateTimeOffset Opened, DateTimeOffset ArmedUntil, bool Closing)
{
    /// <summary>The operation that sets the alarm; its input is the time.</summary>
    internal const string Arm = "arm";

    /// <summary>The operation that the entity sends to itself for that time; its input is the time for which it was sent.</summary>
    internal const string Ring = "ring";
}
