namespace Tito.Storage.Hot;

/// <summary>
/// Has what sessions leave behind freed in step with what is kept: the collector looks at old memory the more rarely the more of it there
/// is, so that a cache of experts would come to twice its limit and more.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="maxBytes">The cache's limit.</param>
internal sealed class MemoryPace(long maxBytes)
{
    /// <summary>A collection marks what is kept, beside the requests: once for each tenth of the limit.</summary>
    private readonly long _step = Math.Max(maxBytes / 10, 64L << 20);
    private long _bytes;

    /// <summary>Counts the bytes that were kept or let go.</summary>
    public void Count(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) >= _step)
        {
            Interlocked.Exchange(ref _bytes, 0);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }
    }
}
