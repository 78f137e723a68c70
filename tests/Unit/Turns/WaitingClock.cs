using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Turns;

/// <summary>A clock that stands still until a test moves it, when somebody waits by it.</summary>
internal sealed class WaitingClock() : FakeTimeProvider(Intents.Start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public DateTimeOffset Now => GetUtcNow();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _ = _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>For how long somebody waits, or may take: the next time that nobody has read yet.</summary>
    public ValueTask<TimeSpan> WaitAsync() => _waits.Reader.ReadAsync(Ends);

    /// <summary>Ends when somebody waits for just that long.</summary>
    public async Task WaitForAsync(double seconds)
    {
        while (await WaitAsync() != TimeSpan.FromSeconds(seconds))
        {
        }
    }

    /// <summary>Moves on by a time as soon as somebody waits for just that long.</summary>
    public async Task PassAsync(double seconds)
    {
        await WaitForAsync(seconds);
        Move(seconds);
    }

    public void Move(double seconds) => Advance(TimeSpan.FromSeconds(seconds));
}
