namespace Tito.Core.Buffers;

/// <summary>
/// Has what a message of megabytes left behind collected, and its memory given back to the system: texts of tens of megabytes each have
/// memory of their own, which the collector keeps for a long while and uses for nothing else, so that a process grew with each such turn.
/// </summary>
/// <remarks>
/// Thread-safe. A collection stops the process for a moment, so that all of them together may take an eighth of the time: one that is
/// asked for too early, or while another one runs, is left out.
/// </remarks>
/// <param name="clock">Bounds the share of the time.</param>
public sealed class FreedMemory(TimeProvider clock)
{
    private const int ShareOfTime = 8;

    private long _notBefore = clock.GetTimestamp();
    private int _isRunning;

    /// <summary>Collects. To be called where much was let go, by a request that takes a second or more by itself.</summary>
    public void GiveBack()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            return;
        }

        var began = clock.GetTimestamp();
        if (began >= _notBefore)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var ended = clock.GetTimestamp();
            _notBefore = ended + (ShareOfTime * (ended - began));
        }

        Volatile.Write(ref _isRunning, 0);
    }
}
