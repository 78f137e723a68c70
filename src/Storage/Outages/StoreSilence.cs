namespace Tito.Storage.Outages;

/// <summary>
/// Measures how long a store is silent while it is asked for something that is read. Whatever needs many requests, as a long session does,
/// may take longer than a limit; the wait for each of their answers may not.
/// </summary>
/// <remarks>
/// Thread-safe. A store says <see cref="Broken"/> where it gets an answer, and needs not know who waits for it. One that never says so is
/// limited as a whole.
/// </remarks>
/// <param name="limit">How long a store may be silent.</param>
/// <param name="clock">Measures it.</param>
internal sealed class StoreSilence(TimeSpan limit, TimeProvider clock) : IDisposable
{
    private static readonly AsyncLocal<StoreSilence?> Awaited = new();

    private readonly CancellationTokenSource _time = new(Timeout.InfiniteTimeSpan, clock);
    private readonly Lock _lock = new();
    private bool _isWaiting;

    /// <summary>Cancelled when the store was silent for too long.</summary>
    public CancellationToken Token => _time.Token;

    /// <summary>The store answered one of the requests of what is read here.</summary>
    public static void Broken() => Awaited.Value?.Renew();

    /// <summary>From now on the store is waited for.</summary>
    public void Begin()
    {
        Awaited.Value = this;
        lock (_lock)
        {
            _isWaiting = true;
            _time.CancelAfter(limit);
        }
    }

    /// <summary>From now on it is not.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isWaiting = false;
            _time.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _time.Dispose();
    }

    private void Renew()
    {
        lock (_lock)
        {
            // An answer may come when nobody waits any more.
            if (_isWaiting)
            {
                _time.CancelAfter(limit);
            }
        }
    }
}
