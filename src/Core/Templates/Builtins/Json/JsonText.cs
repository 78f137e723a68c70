using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tito.Core.Templates.Builtins.Json;

/// <summary>Strings in JSON: json.encoder's ESCAPE (<c>[\x00-\x1f\\"\b\f\n\r\t]</c>) and ESCAPE_ASCII (<c>([\\"]|[^\ -~])</c>).</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(static code => (char)code), '"', '\\']);

    public static void AppendString(StringBuilder builder, string text, bool ensureAscii)
    {
        builder.Append('"');
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = ensureAscii ? rest.IndexOfAnyExceptInRange(' ', '~') : rest.IndexOfAny(Escaped);
            var quote = ensureAscii ? rest.IndexOfAny('"', '\\') : -1;
            var next = plain < 0 ? quote : quote < 0 ? plain : Math.Min(plain, quote);
            if (next < 0)
            {
                builder.Append(rest);
                break;
            }

            builder.Append(rest[..next]);
            AppendEscape(builder, rest[next]);
            rest = rest[(next + 1)..];
        }

        builder.Append('"');
    }

    private static void AppendEscape(StringBuilder builder, char character)
    {
        _ = character switch
        {
            '"' => builder.Append("\\\""),
            '\\' => builder.Append("\\\\"),
            '\n' => builder.Append("\\n"),
            '\r' => builder.Append("\\r"),
            '\t' => builder.Append("\\t"),
            '\b' => builder.Append("\\b"),
            '\f' => builder.Append("\\f"),
            _ => builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        };
    }
}
