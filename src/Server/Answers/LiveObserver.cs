using Tito.Core.Turns;

namespace Tito.Server.Answers;

/// <summary>Hears which running turn a request waits for.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LiveObserver : ITurnObserver
{
    private readonly Lock _lock = new();
    private (LiveTurn? Turn, bool IsJoined) _current;
    private TaskCompletionSource _changed = Source();

    /// <summary>The turn that it waits for now, or null; and what ends when that changes.</summary>
    public (LiveTurn? Turn, bool IsJoined, Task Changed) Current
    {
        get
        {
            lock (_lock)
            {
                return (_current.Turn, _current.IsJoined, _changed.Task);
            }
        }
    }

    /// <inheritdoc/>
    public void OnRunning(LiveTurn turn, bool isJoined)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _current = (turn, isJoined);
            (changed, _changed) = (_changed, Source());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
