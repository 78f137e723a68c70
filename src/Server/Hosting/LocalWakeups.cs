using Tito.Core.Sessions;
using Tito.Server.Logs;

namespace Tito.Server.Hosting;

/// <summary>Wakes sessions up by timers of this process, a timer a session.</summary>
/// <remarks>Thread-safe. The alarms go with the process; the sweep is their backstop.</remarks>
/// <param name="alarm">Looks at a session.</param>
/// <param name="clock">The time.</param>
/// <param name="logs">Where alarms that failed are reported.</param>
internal sealed class LocalWakeups(SessionAlarm alarm, TimeProvider clock, ILoggerFactory logs) : IWakeups, IDisposable
{
    /// <summary>Timers count in milliseconds of 32 bits; one that is due later rings early, and for nothing.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ITimer> _timers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _log = DeferredLog.Create(logs);

    /// <inheritdoc/>
    public ValueTask ArmAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Arm(sessionId, at);
        return ValueTask.CompletedTask;
    }

    /// <summary>Forgets all alarms.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        lock (_lock)
        {
            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }

            _timers.Clear();
        }

        _stopping.Dispose();
    }

    private void Arm(string sessionId, DateTimeOffset at)
    {
        var left = at - clock.GetUtcNow();
        left = left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left;
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            if (_timers.TryGetValue(sessionId, out var timer))
            {
                timer.Change(left, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _timers[sessionId] = clock.CreateTimer(_ => _ = RingAsync(sessionId), null, left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task RingAsync(string sessionId)
    {
        // Off the timer's thread, which may be a test's that moves the clock.
        await Task.Yield();
        try
        {
            if (await alarm.RingAsync(sessionId, _stopping.Token) is { } next)
            {
                Arm(sessionId, next);
            }
            else
            {
                Disarm(sessionId);
            }
        }
#pragma warning disable CA1031 // Do not catch general exception types: an alarm has nobody to throw to
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Disarm(sessionId);
            if (!_stopping.IsCancellationRequested)
            {
                DeferredLog.NotRung(_log, sessionId, failure);
            }
        }
    }

    private void Disarm(string sessionId)
    {
        lock (_lock)
        {
            if (_timers.Remove(sessionId, out var timer))
            {
                timer.Dispose();
            }
        }
    }
}
