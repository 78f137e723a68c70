using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>The one byte form of a JSON value that digests and the journal use.</summary>
/// <remarks>
/// UTF-8 without white space; keys in their order; numbers with the text that they came with; in strings only <c>"</c>, <c>\</c>
/// and U+0000 to U+001F are escaped, by <c>\b \f \n \r \t</c> where there is one and <c>\u00xx</c> in lower case elsewhere. That is
/// Python's <c>json.dumps(value, ensure_ascii=False, separators=(",", ":"))</c> but for the text of numbers, which is kept.
/// <see cref="Utf8JsonWriter"/> escapes more than that and not the same in each release.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The canonical bytes of a value.</summary>
    /// <param name="json">Any JSON value without lone surrogates.</param>
    public static byte[] ToBytes(JsonElement json)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(CanonicalWriter.LengthOf(json));
        new CanonicalWriter(bytes).Write(json);
        return bytes;
    }

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    /// <summary>A text as it stands in a JSON string, without the quotes.</summary>
    /// <param name="value">Text without lone surrogates.</param>
    internal static string Escape(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder(value.Length + 8);
        AppendEscaped(text, value);
        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, ReadOnlySpan<char> value)
    {
        for (int at; (at = value.IndexOfAny(Escaped)) >= 0; value = value[(at + 1)..])
        {
            text.Append(value[..at]);
            _ = value[at] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                var control => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
            };
        }

        text.Append(value);
    }
}
