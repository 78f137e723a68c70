using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Samples;

/// <summary>The safetensors container: eight bytes of header length, the header as JSON, then the tensors one behind the other.</summary>
/// <remarks>
/// Format: https://github.com/huggingface/safetensors#format. "8 bytes: N, an unsigned little-endian 64-bit integer, containing the
/// size of the header; N bytes: a JSON UTF-8 string representing the header", whose data offsets are "relative to the beginning of
/// the byte buffer"; the header may be padded with spaces, as the reference writer does to align the buffer to eight bytes.
/// </remarks>
public static class SafetensorsFile
{
    private const int Alignment = 8;

    /// <summary>The bytes of a file.</summary>
    /// <param name="tensors">The tensors in the order of their bytes; names are unique.</param>
    public static byte[] Write(ImmutableArray<Safetensor> tensors)
    {
        var header = Header(tensors);
        var padding = (Alignment - (header.Length % Alignment)) % Alignment;
        using var file = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        file.Write(length);
        file.Write(header);
        for (var i = 0; i < padding; i++)
        {
            file.WriteByte((byte)' ');
        }

        foreach (var tensor in tensors)
        {
            file.Write(tensor.Bytes.Span);
        }

        return file.ToArray();
    }

    private static byte[] Header(ImmutableArray<Safetensor> tensors)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                json.WriteNumberValue(tensor.Length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
