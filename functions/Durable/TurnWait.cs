namespace Tito.Functions.Durable;

/// <summary>How long a parked turn waits before its next attempt. An object, because the worker gives no bare time as a result.</summary>
/// <param name="Milliseconds">1 or more.</param>
public sealed record TurnWait(int Milliseconds)
{
    /// <summary>The wait of an attempt that was not the last; null after that one.</summary>
    public static TurnWait? Of(TimeSpan? wait) =>
        wait is { } time ? new((int)Math.Clamp(Math.Ceiling(time.TotalMilliseconds), 1, int.MaxValue)) : null;
}
