using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>
/// Reads <c>routed_experts</c>: base64 of a file of NumPy (<c>.npy</c>) with the shape <c>(tokens - 1, layers, top_k)</c> and the type uint8,
/// uint16 or int32, in the order of C.
/// </summary>
/// <remarks>NumPy, <c>numpy.lib.format</c>: magic string, version, length of the header, header as a literal of Python, data.</remarks>
internal static partial class NpyExperts
{
    private const int LengthOffset = 8;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The rows from the wanted one to the last token but one.</summary>
    /// <param name="choice">The object that has the field.</param>
    /// <param name="path">The field's place.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="tokenCount">Number of prompt and completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is missing, no such file, or not of the shape.</exception>
    public static RoutedExperts Read(JsonElement choice, string path, RoutedExpertsRequest wanted, int tokenCount)
    {
        _ = AnswerField.Text(choice, "routed_experts", path);
        return choice.GetProperty("routed_experts").TryGetBytesFromBase64(out var file)
            ? ExpertRows.Read(Widen(file, path, wanted), wanted, tokenCount, path)
            : throw new InvalidDataException($"{path} is no base64.");
    }

    private static byte[] Widen(ReadOnlySpan<byte> file, string path, RoutedExpertsRequest wanted)
    {
        var header = Header(file, out var data) is { } text && HeaderPattern.Match(text) is { Success: true } match
            ? match
            : throw new InvalidDataException($"{path} is no array of NumPy.");
        if (header.Groups["layers"].Value != Text(wanted.Layers) || header.Groups["k"].Value != Text(wanted.TopK))
        {
            throw new InvalidDataException(
                $"{path} has rows of {header.Groups["layers"].Value} layers and {header.Groups["k"].Value} experts, "
                + $"not of {wanted.Layers} and {wanted.TopK}.");
        }

        var size = header.Groups["type"].Value switch
        {
            "|u1" => sizeof(byte),
            "<u2" => sizeof(ushort),
            _ => sizeof(int),
        };
        var count = data.Length / size;
        if (data.Length % size != 0 || Text(count / (wanted.Layers * wanted.TopK)) != header.Groups["rows"].Value
            || count % (wanted.Layers * wanted.TopK) != 0)
        {
            throw new InvalidDataException($"{path} has {data.Length} bytes of data, which is not its shape.");
        }

        var wide = new byte[checked(count * sizeof(int))];
        for (var i = 0; i < count; i++)
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

    /// <summary>The header's text, and the data after it; null when this is no such file. The length has 2 bytes in version 1, else 4.</summary>
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\{'descr': '(?<type>\|u1|<u2|<i4)', 'fortran_order': False, 'shape': \((?<rows>\d+), (?<layers>\d+), (?<k>\d+)\), \}\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderPattern { get; }
}
