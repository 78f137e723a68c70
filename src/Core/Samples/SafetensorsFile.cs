using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Samples;

/// <summary>The safetensors container: eight bytes of header length, the header as JSON, then the tensors one after the other.</summary>
/// <remarks>
/// Format: https://github.com/huggingface/safetensors#format. "8 bytes: N, an unsigned little-endian 64-bit integer, containing the
/// size of the header; N bytes: a JSON UTF-8 string representing the header", whose data offsets are "relative to the beginning of
/// the byte buffer"; the header may be padded with spaces, as the reference writer does to align the buffer to eight bytes. That
/// writer also sorts: the widest type first, so that every tensor is aligned, then by name.
/// </remarks>
public static class SafetensorsFile
{
    private const int Alignment = 8;

    /// <summary>The bytes of a file.</summary>
    /// <param name="tensors">The tensors, in any order; names are unique.</param>
    /// <exception cref="OverflowException">The file would have more than 2^31 - 1 bytes.</exception>
    public static byte[] Write(ImmutableArray<Safetensor> tensors)
    {
        ImmutableArray<Safetensor> sorted =
            [.. tensors.OrderByDescending(tensor => tensor.Type).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        var header = Header(sorted);
        var start = sizeof(ulong) + header.Length;
        start += (Alignment - (start % Alignment)) % Alignment;
        var file = new byte[checked((int)(start + sorted.Sum(tensor => (long)tensor.Bytes.Length)))];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)(start - sizeof(ulong)));
        header.CopyTo(file.AsSpan(sizeof(ulong)));
        file.AsSpan()[(sizeof(ulong) + header.Length)..start].Fill((byte)' ');
        var at = start;
        foreach (var tensor in sorted)
        {
            tensor.Bytes.Span.CopyTo(file.AsSpan(at));
            at += tensor.Bytes.Length;
        }

        return file;
    }

    private static ReadOnlySpan<byte> Header(ImmutableArray<Safetensor> tensors)
    {
        return JsonBytes.Write(json =>
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", WireName.Of(tensor.Type));
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.Shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }).Span;
    }
}
