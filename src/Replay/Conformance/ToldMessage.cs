using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Replay.Conformance;

/// <summary>The message that an answer told.</summary>
/// <param name="Json">As it came, and as a client keeps it.</param>
/// <param name="Content">Its text; empty for none.</param>
/// <param name="CallIds">The ids of its calls, in order.</param>
internal sealed record ToldMessage(JsonElement Json, string Content, ImmutableArray<string> CallIds)
{
    /// <summary>Reads a chat completion.</summary>
    /// <returns>The message; null where the body is no chat completion.</returns>
    public static ToldMessage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var message = JsonElement.Parse(body.Span).GetProperty("choices")[0].GetProperty("message");
            var calls = message.TryGetProperty("tool_calls", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(call => call.GetProperty("id").GetString() ?? "")
                : [];
            return new(message, Text(message, "content"), [.. calls]);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
