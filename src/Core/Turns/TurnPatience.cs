namespace Tito.Core.Turns;

/// <summary>
/// How many requests wait for a running turn. When the last one goes away, the turn is given up, unless it outlives them.
/// </summary>
/// <remarks>Thread-safe. The first request counts from the start.</remarks>
/// <param name="outlives">Whether the turn goes on without anybody: its client has a key to come back with, or the session says so.</param>
internal sealed class TurnPatience(bool outlives) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _gone = new();
    private int _waiting = 1;
    private bool _isOver;

    /// <summary>Is signalled when nobody waits any more.</summary>
    public CancellationToken Token => _gone.Token;

    /// <summary>Whether the turn goes on although nobody waits for it.</summary>
    public bool IsAlone
    {
        get
        {
            lock (_lock)
            {
                return !_isOver && _waiting <= 0;
            }
        }
    }

    /// <summary>Another request waits. False when the turn is given up or over already.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _waiting++;
            return true;
        }
    }

    /// <summary>A request waits no more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_isOver || --_waiting > 0 || outlives)
            {
                return;
            }

            _isOver = true;
        }

        _gone.Cancel();
    }

    /// <summary>The turn is over.</summary>
    public void Dispose()
    {
        bool isGivenUp;
        lock (_lock)
        {
            (isGivenUp, _isOver) = (_isOver, true);
        }

        // Who gave it up may be about to say so. A source without a timer holds nothing that the collector would not take.
        if (!isGivenUp)
        {
            _gone.Dispose();
        }
    }
}
