namespace Tito.Storage.Hot;

/// <summary>Whether the process is short of memory, as the last garbage collection found it.</summary>
/// <remarks>
/// Thread-safe. A shortage is told once for each collection that finds it: what was given up is free only after the next one.
/// </remarks>
internal sealed class MemoryPressure
{
    /// <summary>
    /// The share of a limit on the heap at which it counts as short; the collector itself says so of the machine's memory.
    /// </summary>
    private const double ShareOfLimit = 0.75;

    private long _toldAt = -1;

    /// <summary>Whether there is a shortage that was not told yet.</summary>
    public bool IsHigh()
    {
        var found = GC.GetGCMemoryInfo(GCKind.Any);
        var isShort = found.MemoryLoadBytes >= found.HighMemoryLoadThresholdBytes
            || found.HeapSizeBytes >= ShareOfLimit * found.TotalAvailableMemoryBytes;
        return found.Index > 0 && isShort && Interlocked.Exchange(ref _toldAt, found.Index) != found.Index;
    }
}
