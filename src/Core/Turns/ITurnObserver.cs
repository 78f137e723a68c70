namespace Tito.Core.Turns;

/// <summary>Is told which running turn a request waits for: its own, or the one of an earlier attempt.</summary>
public interface ITurnObserver
{
    /// <summary>
    /// The request waits for a turn now. It may be told again, when that turn was given up and another attempt is made. It must not block:
    /// whoever reads the turn does so by itself.
    /// </summary>
    /// <param name="turn">The turn, which may not have begun yet.</param>
    /// <param name="isJoined">Whether an earlier attempt takes it.</param>
    void OnRunning(LiveTurn turn, bool isJoined);
}
