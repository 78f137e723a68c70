namespace Tito.Replay.Tapes;

/// <summary>A clock that says what a scenario says; its timers are the system's.</summary>
/// <remarks>
/// Thread-safe. The pause of a second before an engine is asked again is none here: a tape has nothing that would be ready later.
/// Limits, and waits for what comes at once, stay as long as they are.
/// </remarks>
internal sealed class StepClock : TimeProvider
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _ticks = DateTimeOffset.UnixEpoch.Ticks; // Before the first scenario a server looks back a while.

    /// <summary>Sets the time.</summary>
    public void Set(DateTimeOffset now) => Volatile.Write(ref _ticks, now.UtcTicks);

    /// <summary>Goes on.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Pause ? TimeSpan.Zero : dueTime, period);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
}
