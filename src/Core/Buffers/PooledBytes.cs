using System.Buffers;

namespace Tito.Core.Buffers;

/// <summary>
/// Bytes that come from a peer, in a buffer of the shared pool that grows with what came, and not with what was announced by whom
/// nobody believes.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class PooledBytes : IDisposable
{
    private const int FirstLength = 16 * 1024;

    /// <summary>
    /// The pool keeps an array of each length for each thread that gave one back: longer ones would be kept many times over.
    /// </summary>
    private const int MostPooled = 16 << 20;

    private readonly ByteCeiling? _ceiling;
    private readonly long _announced;
    private byte[] _buffer;
    private int _length;
    private int _taken;

    /// <summary>An empty buffer.</summary>
    /// <param name="announced">How many bytes are said to come; null where nobody says.</param>
    /// <param name="ceiling">What all such buffers may have together; null for no ceiling.</param>
    /// <param name="isBelieved">
    /// Whether what is announced comes, as from an engine of ours: there is room for it at once, and no smaller buffers stay in the pool.
    /// </param>
    /// <exception cref="ByteCeilingException">There is no room.</exception>
    public PooledBytes(long? announced = null, ByteCeiling? ceiling = null, bool isBelieved = false)
    {
        (_announced, _ceiling, _buffer) = (announced ?? 0, ceiling, []);
        Grow(isBelieved && announced is > FirstLength and < int.MaxValue ? (int)announced.Value + 1 : FirstLength);
    }

    /// <summary>How many bytes came.</summary>
    public int Length => _length;

    /// <summary>What came; not to be used after the buffer is disposed.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Room after what came, 1 byte or more.</summary>
    /// <exception cref="ByteCeilingException">There is no room for more.</exception>
    public Memory<byte> Room()
    {
        if (_length == _buffer.Length)
        {
            Grow(checked(_length + 1));
        }

        return _buffer.AsMemory(_length);
    }

    /// <summary>So many bytes of <see cref="Room"/> came.</summary>
    public void Advance(int count) => _length = checked(_length + count);

    /// <summary>Adds bytes.</summary>
    /// <exception cref="ByteCeilingException">There is no room for them.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length)
        {
            Grow(checked(_length + bytes.Length));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Forgets what came, and keeps the room.</summary>
    public void Clear() => _length = 0;

    /// <summary>Gives the buffer back. Once.</summary>
    public void Dispose()
    {
        Return();
        _ceiling?.Give(_taken);
        (_buffer, _length, _taken) = ([], 0, 0);
    }

    /// <summary>To twice its length, or to what was announced where that is nearer: a byte more tells the end from more to come.</summary>
    private void Grow(int least)
    {
        var twice = Math.Min(Math.Max(2L * _buffer.Length, FirstLength), Array.MaxLength);
        var next = (int)Math.Max(least, _announced >= least && _announced < twice ? _announced + 1 : twice);
        _ceiling?.Take(next - _taken, _taken);
        _taken = next;
        var longer = next <= MostPooled ? ArrayPool<byte>.Shared.Rent(next) : GC.AllocateUninitializedArray<byte>(next);
        Written.CopyTo(longer);
        Return();
        _buffer = longer;
    }

    private void Return()
    {
        if (_buffer.Length is > 0 and <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
