using System.Text.Json.Serialization;

namespace Tito.Functions.Durable;

/// <summary>How long a parked turn waits before its next attempt.</summary>
/// <remarks>Its member has a name of its own, because a result is written and read by two serializers.</remarks>
/// <param name="Milliseconds">1 or more.</param>
public sealed record TurnWait([property: JsonPropertyName("milliseconds")] int Milliseconds)
{
    /// <summary>The wait of an attempt that was not the last; null after that one.</summary>
    public static TurnWait? Of(TimeSpan? wait) =>
        wait is { } time ? new((int)Math.Clamp(Math.Ceiling(time.TotalMilliseconds), 1, int.MaxValue)) : null;
}
