using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tito.Core.Tokens;

/// <summary>Arrays as bytes, little-endian on every machine: the form of the journal, of the digest and of safetensors.</summary>
public static class LittleEndian
{
    /// <summary>int32 <c>[n]</c> as 4n bytes.</summary>
    public static byte[] FromInt32(ReadOnlySpan<int> values)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        Write(values, bytes);
        return bytes;
    }

    /// <summary>The ids of segments, one after the other: int32 <c>[n]</c> as 4n bytes.</summary>
    internal static byte[] FromSegments(ImmutableArray<TokenSegment> segments)
    {
        var bytes = new byte[checked(segments.Sum(segment => segment.Ids.Length) * sizeof(int))];
        var rest = bytes.AsSpan();
        foreach (var segment in segments)
        {
            Write(segment.Ids.AsSpan(), rest);
            rest = rest[(segment.Ids.Length * sizeof(int))..];
        }

        return bytes;
    }

    /// <summary>float32 <c>[n]</c> as 4n bytes.</summary>
    public static byte[] FromSingle(ReadOnlySpan<float> values) => FromInt32(MemoryMarshal.Cast<float, int>(values));

    /// <summary>4n bytes as int32 <c>[n]</c>.</summary>
    /// <exception cref="ArgumentException">The length is not a multiple of 4.</exception>
    public static ImmutableArray<int> ToInt32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(int) != 0)
        {
            throw new ArgumentException($"{bytes.Length} bytes are not a whole number of 4-byte values.", nameof(bytes));
        }

        var values = new int[bytes.Length / sizeof(int)];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, values);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>4n bytes as float32 <c>[n]</c>.</summary>
    /// <exception cref="ArgumentException">The length is not a multiple of 4.</exception>
    public static ImmutableArray<float> ToSingle(ReadOnlySpan<byte> bytes) =>
        [.. MemoryMarshal.Cast<int, float>(ToInt32(bytes).AsSpan())];

    private static void Write(ReadOnlySpan<int> values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(values, MemoryMarshal.Cast<byte, int>(bytes)[..values.Length]);
        }
    }
}
