using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tito.Core.Messages.Normal;

/// <summary>The bytes under a <see cref="FormHash"/>: tags, and texts after their lengths, so that no two values have the same.</summary>
/// <remarks>Texts are UTF-16, which takes lone surrogates as well. Not thread-safe.</remarks>
internal sealed class FormBytes
{
    private const int LargestInside = 256;

    private byte[] _bytes = new byte[256];

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>The hash of all of them.</summary>
    public FormHash Hash => FormHash.Of(_bytes.AsSpan(0, Length));

    /// <summary>Adds the letter that says what follows.</summary>
    public FormBytes Tag(char tag)
    {
        Room(1)[0] = (byte)tag;
        return this;
    }

    /// <summary>Adds a count.</summary>
    public FormBytes Count(int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), count);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public FormBytes Text(ReadOnlySpan<char> text)
    {
        Count(text.Length);
        MemoryMarshal.AsBytes(text).CopyTo(Room(checked(text.Length * sizeof(char))));
        return this;
    }

    /// <summary>Replaces a count that was added before.</summary>
    public void SetCount(int at, int count) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), count);

    /// <summary>
    /// Puts the hash of what was added from a place on there, where it is long: else a value in an object in an object would be moved once
    /// for each of them.
    /// </summary>
    public void Shorten(int start)
    {
        if (Length - start > LargestInside)
        {
            var hash = SHA256.HashData(_bytes.AsSpan(start, Length - start));
            Length = start;
            Tag('h');
            hash.CopyTo(Room(hash.Length));
        }
    }

    /// <summary>Replaces everything from a place on by some pieces of it, counted from there, in another order.</summary>
    public void Rearrange(int start, IEnumerable<Range> pieces)
    {
        var old = _bytes.AsSpan(start, Length - start).ToArray();
        Length = start;
        foreach (var piece in pieces)
        {
            var bytes = old.AsSpan(piece);
            bytes.CopyTo(Room(bytes.Length));
        }
    }

    private Span<byte> Room(int count)
    {
        var start = Length;
        Length = checked(start + count);
        if (Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(Length, 2L * _bytes.Length)));
        }

        return _bytes.AsSpan(start, count);
    }
}
