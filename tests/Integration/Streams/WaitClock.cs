using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Tito.Tests.Integration.Streams;

/// <summary>A clock that a test moves when somebody waits by it.</summary>
internal sealed class WaitClock() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _ = _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by a time as soon as somebody waits for just that long.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken ends)
    {
        while (await _waits.Reader.ReadAsync(ends) != time)
        {
        }

        Advance(time);
    }
}
