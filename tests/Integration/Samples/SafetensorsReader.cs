using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Integration.Samples;

/// <summary>
/// Reads a safetensors file and holds every byte of it against the format's rules
/// (https://github.com/huggingface/safetensors#format), each quoted above its check.
/// </summary>
internal static class SafetensorsReader
{
    private static readonly Dictionary<string, int> ElementSizes = new() { ["U8"] = 1, ["I32"] = 4, ["I64"] = 8, ["F64"] = 8 };

    /// <summary>The tensors by name, in the order of the header.</summary>
    public static OrderedDictionary<string, SafetensorsTensor> Read(ReadOnlyMemory<byte> file)
    {
        // "8 bytes: N, an unsigned little-endian 64-bit integer, containing the size of the header"
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        Assert.InRange(headerLength, 2UL, (ulong)file.Length - 8);
        var header = file.Slice(8, (int)headerLength);
        var buffer = file[(8 + header.Length)..];

        // The reference writer aligns the byte buffer to eight bytes.
        Assert.Equal(0, header.Length % 8);

        // "N bytes: a JSON UTF-8 string representing the header." "The header data MUST begin with a { character (0x7B)."
        // "The header data MAY be trailing padded with whitespace (0x20)."
        Assert.Equal((byte)'{', header.Span[0]);
        var json = header.Span.TrimEnd((byte)' ');
        Assert.Equal((byte)'}', json[^1]);
        Assert.InRange(header.Length - json.Length, 0, 7);

        // "Duplicate keys are disallowed."
        var root = JsonElement.Parse(json, new() { AllowDuplicateProperties = false });
        Assert.Equal(Encoding.UTF8.GetString(json), root.GetRawText());

        var tensors = new OrderedDictionary<string, SafetensorsTensor>();
        var end = 0;
        foreach (var entry in root.EnumerateObject())
        {
            tensors[entry.Name] = ReadTensor(entry.Value, buffer, ref end);
        }

        // "The byte buffer needs to be entirely indexed, and cannot contain holes."
        Assert.Equal(buffer.Length, end);
        return tensors;
    }

    private static SafetensorsTensor ReadTensor(JsonElement entry, ReadOnlyMemory<byte> buffer, ref int end)
    {
        Assert.Equal(["dtype", "shape", "data_offsets"], entry.EnumerateObject().Select(property => property.Name));
        var dtype = entry.GetProperty("dtype").GetString()!;
        var shape = entry.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();

        // "data_offsets point to the tensor data relative to the beginning of the byte buffer (i.e. not an absolute position in
        // the file), with BEGIN as the starting offset and END as the one-past offset"
        Assert.Equal(2, offsets.Length);
        Assert.Equal(end, offsets[0]);
        Assert.Equal(shape.Aggregate((long)ElementSizes[dtype], (size, dimension) => size * dimension), offsets[1] - offsets[0]);
        end = offsets[1];
        return new(dtype, [.. shape], buffer[offsets[0]..offsets[1]]);
    }
}
