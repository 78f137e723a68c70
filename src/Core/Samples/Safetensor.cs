using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Samples;

/// <summary>A named tensor as the bytes that go on the wire.</summary>
/// <param name="Name">The tensor's name, unique in its file.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions, each 0 or more.</param>
/// <param name="Bytes">The elements in row-major order, little-endian.</param>
public sealed record Safetensor(string Name, SafetensorType Type, ImmutableArray<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A uint8 vector.</summary>
    public static Safetensor U8(string name, ReadOnlySpan<byte> values) => new(name, SafetensorType.U8, [values.Length], values.ToArray());

    /// <summary>int32 <c>[rows, layers, top_k]</c>; without rows it is still a tensor.</summary>
    public static Safetensor I32(string name, RoutedExperts rows) =>
        new(name, SafetensorType.I32, [rows.RowCount, rows.Layers, rows.TopK], rows.Bytes);

    /// <summary>An int64 vector.</summary>
    public static Safetensor I64(string name, ImmutableArray<int> values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return new(name, SafetensorType.I64, [values.Length], bytes);
    }

    /// <summary>A float64 vector.</summary>
    public static Safetensor F64(string name, ImmutableArray<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return new(name, SafetensorType.F64, [values.Length], bytes);
    }
}
