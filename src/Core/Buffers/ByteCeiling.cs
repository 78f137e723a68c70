namespace Tito.Core.Buffers;

/// <summary>How many bytes the buffers of one kind may have together, so that no number of peers fills the memory.</summary>
/// <remarks>Thread-safe. Nobody waits: who comes when it is reached is refused, and one buffer alone may have any length.</remarks>
/// <param name="what">What the buffers hold, in the plural, as errors say it.</param>
/// <param name="most">The ceiling in bytes, 1 or more.</param>
public sealed class ByteCeiling(string what, long most)
{
    private long _taken;

    /// <summary>Number of bytes that are taken now, 0 or more.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes bytes for a buffer that grows.</summary>
    /// <param name="bytes">How many more it needs, 0 or more.</param>
    /// <param name="held">How many of the taken ones it has already.</param>
    /// <exception cref="ByteCeilingException">There is no room beside the buffers of others; nothing was taken.</exception>
    public void Take(long bytes, long held)
    {
        var taken = Interlocked.Add(ref _taken, bytes);
        if (taken > most && taken > checked(held + bytes))
        {
            Interlocked.Add(ref _taken, -bytes);
            throw new ByteCeilingException(
                $"The {what} that this server holds have {taken - bytes} bytes, and all together may have {most}.");
        }
    }

    /// <summary>Gives bytes back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
