using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Tito.Tests.Integration.Samples;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="DType">The element type by the format's name.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Bytes">Its part of the byte buffer.</param>
internal sealed record SafetensorsTensor(string DType, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The values of an <c>I64</c> tensor.</summary>
    public ImmutableArray<long> Longs => Values(8, BinaryPrimitives.ReadInt64LittleEndian);

    /// <summary>The values of an <c>F64</c> tensor.</summary>
    public ImmutableArray<double> Doubles => Values(8, BinaryPrimitives.ReadDoubleLittleEndian);

    /// <summary>The values of an <c>I32</c> tensor.</summary>
    public ImmutableArray<int> Ints => Values(4, BinaryPrimitives.ReadInt32LittleEndian);

    private ImmutableArray<T> Values<T>(int size, Func<ReadOnlySpan<byte>, T> read) =>
        [.. Enumerable.Range(0, Bytes.Length / size).Select(i => read(Bytes.Span[(i * size)..]))];
}
