using System.Buffers;
using System.Globalization;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Builtins.Json;

/// <summary>Strings in JSON: json.encoder's ESCAPE (<c>[\x00-\x1f\\"\b\f\n\r\t]</c>) and ESCAPE_ASCII (<c>([\\"]|[^\ -~])</c>).</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(static code => (char)code), '"', '\\']);

    public static void AppendString(OutputBuffer output, string text, bool ensureAscii)
    {
        output.Append("\"");
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = ensureAscii ? rest.IndexOfAnyExceptInRange(' ', '~') : rest.IndexOfAny(Escaped);
            var quote = ensureAscii ? rest.IndexOfAny('"', '\\') : -1;
            var next = plain < 0 ? quote : quote < 0 ? plain : Math.Min(plain, quote);
            if (next < 0)
            {
                output.Append(rest);
                break;
            }

            output.Append(rest[..next]);
            AppendEscape(output, rest[next]);
            rest = rest[(next + 1)..];
        }

        output.Append("\"");
    }

    private static void AppendEscape(OutputBuffer output, char character)
    {
        output.Append(character switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        });
    }
}
