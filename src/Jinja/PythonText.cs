using System.Globalization;
using System.Text;

namespace Tito.Jinja;

/// <summary>Characters as Python classifies and quotes them.</summary>
internal static class PythonText
{
    /// <summary>
    /// <c>str.isspace</c>: "its bidirectional class is one of WS, B, or S, or its general category is Zs". Unlike .NET's own
    /// test it holds for U+001C to U+001F.
    /// </summary>
    public static bool IsSpace(char value) => value switch
    {
        <= ' ' => value is ' ' or (>= '\t' and <= '\r') or (>= '\u001c' and <= '\u001f'),
        < '\u0085' => false,
        _ => char.IsWhiteSpace(value),
    };

    /// <summary><c>repr(str)</c>: single quotes unless the text holds them and no double quote.</summary>
    public static string Repr(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        AppendRepr(builder, text);
        return builder.ToString();
    }

    /// <summary>Appends <c>repr(str)</c>.</summary>
    public static void AppendRepr(StringBuilder builder, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        builder.Append(quote);
        var index = 0;
        while (index < text.Length)
        {
            var character = text[index];
            if (character is >= ' ' and < '\u007f')
            {
                _ = character == quote || character == '\\' ? builder.Append('\\').Append(character) : builder.Append(character);
                index++;
                continue;
            }

            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                AppendRune(builder, rune);
                index += rune.Utf16SequenceLength;
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                index++;
            }
        }

        builder.Append(quote);
    }

    /// <summary><c>str.isprintable</c> of one character: neither "Other" nor "Separator", except for the space.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    private static void AppendRune(StringBuilder builder, Rune rune)
    {
        _ = rune.Value switch
        {
            '\n' => builder.Append("\\n"),
            '\r' => builder.Append("\\r"),
            '\t' => builder.Append("\\t"),
            _ when IsPrintable(rune) => builder.Append(rune.ToString()),
            <= 0xff => builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            <= 0xffff => builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }
}
