using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>The output of a JSON writer.</summary>
public static class JsonBytes
{
    /// <summary>The UTF-8 bytes of what is written.</summary>
    /// <param name="write">Writes one JSON value.</param>
    /// <param name="options">How text is escaped; null for <see cref="ReadableJson.Compact"/>.</param>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write, JsonWriterOptions? options = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, options ?? ReadableJson.Compact))
        {
            write(json);
        }

        return bytes.WrittenMemory;
    }

    /// <summary>The written value as text.</summary>
    /// <param name="write">Writes one JSON value.</param>
    /// <param name="options">How text is escaped; null for <see cref="ReadableJson.Compact"/>.</param>
    public static string Text(Action<Utf8JsonWriter> write, JsonWriterOptions? options = null) =>
        Encoding.UTF8.GetString(Write(write, options).Span);
}
