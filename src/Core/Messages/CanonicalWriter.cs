using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Tito.Core.Messages;

/// <summary>Writes JSON values in the form of <see cref="CanonicalJson"/>, or only counts their bytes.</summary>
/// <remarks>
/// It copies the bytes of a value from one escape to the next, so that a long text is neither decoded nor kept twice. What is written is
/// never longer than what was read.
/// </remarks>
/// <param name="destination">As long as what is written; empty where it is only counted.</param>
internal ref struct CanonicalWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private readonly bool _counts = destination.IsEmpty;

    /// <summary>How many bytes were written or counted.</summary>
    public int Length { get; private set; }

    /// <summary>How many bytes a value has.</summary>
    public static int LengthOf(JsonElement json)
    {
        var writer = new CanonicalWriter([]);
        writer.Write(json);
        return writer.Length;
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="InvalidOperationException">A text of it is not Unicode.</exception>
    public void Write(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                Append("["u8);
                var count = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Append(count++ == 0 ? [] : ","u8);
                    Write(item);
                }

                Append("]"u8);
                break;
            case JsonValueKind.Object:
                Append("{"u8);
                count = 0;
                foreach (var property in json.EnumerateObject())
                {
                    Append(count++ == 0 ? "\""u8 : ",\""u8);
                    WriteText(JsonMarshal.GetRawUtf8PropertyName(property));
                    Append("\":"u8);
                    Write(property.Value);
                }

                Append("}"u8);
                break;
            case JsonValueKind.String:
                Append("\""u8);
                WriteText(JsonMarshal.GetRawUtf8Value(json)[1..^1]);
                Append("\""u8);
                break;
            default:
                Append(JsonMarshal.GetRawUtf8Value(json));
                break;
        }
    }

    /// <summary>Copies bytes.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (!_counts)
        {
            bytes.CopyTo(_destination[Length..]);
        }

        Length = checked(Length + bytes.Length);
    }

    /// <summary>Writes a text from the form that it has in a document, without quotes.</summary>
    private void WriteText(scoped ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new InvalidOperationException("The text is not valid UTF-8.");
        }

        for (int at; (at = text.IndexOf((byte)'\\')) >= 0;)
        {
            Append(text[..at]);
            text = text[(at + WriteEscape(text[at..]))..];
        }

        Append(text);
    }

    /// <summary>Writes what an escape at the start of a text stands for, and returns how many bytes that has.</summary>
    private int WriteEscape(scoped ReadOnlySpan<byte> text)
    {
        const int shortLength = 2;
        switch (text[1])
        {
            case (byte)'/':
                Append("/"u8);
                return shortLength;
            case (byte)'u':
                return WriteUnit(text);
            default:
                Append(text[..shortLength]);
                return shortLength;
        }
    }

    private int WriteUnit(scoped ReadOnlySpan<byte> text)
    {
        const int unitLength = 6;
        var unit = UnitOf(text);
        if (Rune.TryCreate(unit, out var character))
        {
            WriteCharacter(character);
            return unitLength;
        }

        var isPair = text.Length >= 2 * unitLength && text[unitLength] == (byte)'\\' && text[unitLength + 1] == (byte)'u';
        if (!isPair || !Rune.TryCreate(unit, UnitOf(text[unitLength..]), out character))
        {
            throw new InvalidOperationException("The text has a lone surrogate.");
        }

        WriteCharacter(character);
        return 2 * unitLength;
    }

    private void WriteCharacter(Rune character)
    {
        ReadOnlySpan<byte> escape = character.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => [],
        };
        Span<byte> utf8 = stackalloc byte[8];
        Append(!escape.IsEmpty ? escape
            : character.Value >= ' ' ? utf8[..character.EncodeToUtf8(utf8)]
            : utf8[..Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}"), utf8)]);
    }

    private static char UnitOf(ReadOnlySpan<byte> escape) =>
        ushort.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : throw new UnreachableException();
}
