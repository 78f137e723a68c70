namespace Tito.Replay.Tapes;

/// <summary>A clock that says what a scenario says; its timers are the system's.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class StepClock : TimeProvider
{
    private long _ticks;

    /// <summary>Sets the time.</summary>
    public void Set(DateTimeOffset now) => Volatile.Write(ref _ticks, now.UtcTicks);

    /// <summary>Goes on.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
}
