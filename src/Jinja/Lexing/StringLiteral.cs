using System.Globalization;
using System.Text;
using Tito.Jinja.Source;

namespace Tito.Jinja.Lexing;

/// <summary>
/// String literals. Jinja2 3.1 decodes them with Python's codec: <c>value.encode("ascii", "backslashreplace").decode("unicode-escape")</c>,
/// which knows the escapes of Python's own literals and leaves an unknown one as it stands.
/// </summary>
internal static class StringLiteral
{
    /// <summary>Decodes the source between the quotes.</summary>
    public static string Decode(SourceText source, int start, int end)
    {
        var text = source.Text;
        if (text.IndexOf('\\', start, end - start) < 0)
        {
            return text[start..end];
        }

        var decoded = new StringBuilder(end - start);
        var index = start;
        while (index < end)
        {
            if (text[index] != '\\')
            {
                decoded.Append(text[index++]);
                continue;
            }

            index = DecodeEscape(source, index, end, decoded);
        }

        return decoded.ToString();
    }

    private static int DecodeEscape(SourceText source, int start, int end, StringBuilder decoded)
    {
        var escape = source.Text[start + 1];
        switch (escape)
        {
            case '\n':
                break;
            case 'x':
                return DecodeHex(source, start, end, 2, decoded);
            case 'u':
                return DecodeHex(source, start, end, 4, decoded);
            case 'U':
                return DecodeHex(source, start, end, 8, decoded);
            case >= '0' and <= '7':
                return DecodeOctal(source.Text, start, end, decoded);
            case 'N':
                throw Fail(source, "character names are not supported in string literals", start, start + 2);
            case > '\u007f':
                // The codec's first half has made "\é" into "\\xe9", an escaped backslash and three letters.
                return DecodeNonAscii(source.Text, start, decoded);
            default:
                var index = "\\'\"abfnrtv".IndexOf(escape, StringComparison.Ordinal);
                _ = index < 0 ? decoded.Append('\\').Append(escape) : decoded.Append("\\'\"\a\b\f\n\r\t\v"[index]);
                break;
        }

        return start + 2;
    }

    private static int DecodeHex(SourceText source, int start, int end, int length, StringBuilder decoded)
    {
        var digits = source.Text.AsSpan(start + 2, Math.Min(length, end - start - 2));
        if (digits.Length < length
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Fail(source, $"truncated \\{source.Text[start + 1]}{new string('X', length)} escape", start, start + 2);
        }

        // Python keeps a lone surrogate in a str and fails only when the prompt is encoded; here it cannot even be written.
        if (!Rune.TryCreate(value, out var rune))
        {
            throw Fail(source, "illegal Unicode character", start, start + 2 + length);
        }

        decoded.Append(rune.ToString());
        return start + 2 + length;
    }

    private static int DecodeNonAscii(string text, int start, StringBuilder decoded)
    {
        var rune = Rune.GetRuneAt(text, start + 1);
        _ = rune.Value switch
        {
            <= 0xff => decoded.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            <= 0xffff => decoded.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => decoded.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
        return start + 1 + rune.Utf16SequenceLength;
    }

    private static int DecodeOctal(string text, int start, int end, StringBuilder decoded)
    {
        var value = 0;
        var index = start + 1;
        for (; index < Math.Min(end, start + 4) && text[index] is >= '0' and <= '7'; index++)
        {
            value = (value * 8) + text[index] - '0';
        }

        decoded.Append((char)value);
        return index;
    }

    private static TemplateException Fail(SourceText source, string detail, int start, int end) =>
        source.Fail(TemplateErrorKind.Syntax, detail, new SourceSpan(start, end));
}
