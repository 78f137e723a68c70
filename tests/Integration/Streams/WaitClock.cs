using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Tito.Tests.Integration.Streams;

/// <summary>A clock that a test moves when somebody waits by it.</summary>
/// <param name="start">Its first time; null for the present.</param>
internal sealed class WaitClock(DateTimeOffset? start = null) : FakeTimeProvider(start ?? TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _ = _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by a time as soon as somebody waits for just that long.</summary>
    public Task PassAsync(TimeSpan time, CancellationToken ends) => PassAsync(time, 1, ends);

    /// <summary>Moves on by a time as soon as so many wait for just that long.</summary>
    public async Task PassAsync(TimeSpan time, int waits, CancellationToken ends)
    {
        while (waits > 0)
        {
            waits -= await _waits.Reader.ReadAsync(ends) == time ? 1 : 0;
        }

        Advance(time);
    }
}
