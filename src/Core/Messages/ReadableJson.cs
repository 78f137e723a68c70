using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>
/// How JSON for clients and people is written: text as it is, not as escapes for web pages, since it is sent as application/json.
/// </summary>
public static class ReadableJson
{
    /// <summary>One line without white space.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A field or an item a line, for people.</summary>
    public static JsonWriterOptions Indented { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>A text as a JSON string, in its quotes.</summary>
    /// <param name="text">Any text without lone surrogates.</param>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
