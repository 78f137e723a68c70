using System.Buffers.Binary;
using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Samples;

/// <summary>What stands in a safetensors file before its tensors: the header's length, the header, and spaces.</summary>
internal static class SafetensorsHead
{
    private const int Alignment = 8;

    /// <summary>
    /// The longest header that the reference reads: safetensors, tensor.rs, <c>MAX_HEADER_SIZE: usize = 100_000_000</c>.
    /// </summary>
    private const int MaxLength = 100_000_000;

    /// <summary>The bytes before the tensors.</summary>
    /// <param name="tensors">The tensors in the file's order.</param>
    /// <exception cref="OverflowException">The header would be longer than any reader takes.</exception>
    public static byte[] Write(ImmutableArray<SafetensorEntry> tensors)
    {
        var header = Header(tensors).Span;
        var start = sizeof(ulong) + header.Length;
        start += (Alignment - (start % Alignment)) % Alignment;
        if (start - sizeof(ulong) > MaxLength)
        {
            throw new OverflowException($"The header of {tensors.Length} tensors has more than {MaxLength} bytes.");
        }

        var head = new byte[start];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)(start - sizeof(ulong)));
        header.CopyTo(head.AsSpan(sizeof(ulong)));
        head.AsSpan(sizeof(ulong) + header.Length).Fill((byte)' ');
        return head;
    }

    private static ReadOnlyMemory<byte> Header(ImmutableArray<SafetensorEntry> tensors) => JsonBytes.Write(json =>
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
            json.WriteNumberValue(offset += tensor.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
