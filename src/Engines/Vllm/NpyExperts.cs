using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>
/// Reads <c>routed_experts</c>: base64 of a file of NumPy (<c>.npy</c>) with the shape <c>(tokens - 1, layers, top_k)</c> and the type
/// uint8, uint16 or int32, in the order of C.
/// </summary>
/// <remarks>NumPy, <c>numpy.lib.format</c>: magic string, version, length of the header, header as a literal of Python, data.</remarks>
internal static class NpyExperts
{
    private const int LengthOffset = 8;

    private static readonly (string Type, int Size)[] Types = [("|u1", sizeof(byte)), ("<u2", sizeof(ushort)), ("<i4", sizeof(int))];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The rows from the wanted one to the last token but one.</summary>
    /// <param name="choice">The object that has the field.</param>
    /// <param name="path">The field's place.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="tokenCount">Number of prompt and completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is missing, no such file, or not of the shape.</exception>
    public static RoutedExperts Read(JsonElement choice, string path, RoutedExpertsRequest wanted, int tokenCount)
    {
        var file = AnswerField.Base64(choice, "routed_experts", path);
        return ExpertRows.Read(Widen(file, path, wanted), wanted, tokenCount, path);
    }

    private static byte[] Widen(ReadOnlySpan<byte> file, string path, RoutedExpertsRequest wanted)
    {
        var header = Header(file, out var data) ?? throw new InvalidDataException($"{path} is no array of NumPy.");
        foreach (var (type, size) in Types)
        {
            if (header.TrimEnd() == Expected(type, data.Length / size / (wanted.Layers * wanted.TopK), wanted))
            {
                return data.Length % (size * wanted.Layers * wanted.TopK) == 0
                    ? Widen(data, size)
                    : throw new InvalidDataException($"{path} has {data.Length} bytes of data, which is not its shape.");
            }
        }

        throw new InvalidDataException(
            $"{path} is no array of rows of {wanted.Layers} layers and {wanted.TopK} experts, of a type that is known, "
            + $"in {data.Length} bytes.");
    }

    private static string Expected(string type, int rows, RoutedExpertsRequest wanted) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({rows}, {wanted.Layers}, {wanted.TopK}), }}");

    private static byte[] Widen(ReadOnlySpan<byte> data, int size)
    {
        var wide = new byte[checked(data.Length / size * sizeof(int))];
        for (var i = 0; i < wide.Length / sizeof(int); i++)
        {
            var at = data[(i * size)..];
            BinaryPrimitives.WriteInt32LittleEndian(wide.AsSpan(i * sizeof(int)), size switch
            {
                sizeof(byte) => at[0],
                sizeof(ushort) => BinaryPrimitives.ReadUInt16LittleEndian(at),
                _ => BinaryPrimitives.ReadInt32LittleEndian(at),
            });
        }

        return wide;
    }

    /// <summary>
    /// The header's text, and the data after it; null when this is no such file. The length has 2 bytes in version 1, else 4.
    /// </summary>
    private static string? Header(ReadOnlySpan<byte> file, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (file.Length < LengthOffset + sizeof(int) || !file.StartsWith(Magic))
        {
            return null;
        }

        var start = LengthOffset + (file[6] == 1 ? sizeof(ushort) : sizeof(int));
        var length = file[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(file[LengthOffset..])
            : BinaryPrimitives.ReadInt32LittleEndian(file[LengthOffset..]);
        if (length < 0 || length > file.Length - start)
        {
            return null;
        }

        data = file[(start + length)..];
        return Encoding.Latin1.GetString(file.Slice(start, length));
    }
}
