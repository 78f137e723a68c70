using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Splicing;

/// <summary>The small conversation that stands for the history while the appended messages are rendered.</summary>
internal static class DummyContext
{
    private static readonly ChatMessage System =
        ChatMessage.Parse(JsonElement.Parse("""{"role":"system","content":"dummy system"}"""), "dummy");

    /// <summary>
    /// A system message and an assistant turn. The turn keeps the tool calls of the last stored one, because some templates look
    /// back for the call that a tool result answers. What a call was given is the same in both renders, so that arguments which are no
    /// object are left out: models sample such calls, and templates that have a tag for each argument refuse them.
    /// </summary>
    /// <param name="stored">The messages that the buffer holds.</param>
    public static IReadOnlyList<ChatMessage> For(IReadOnlyList<ChatMessage> stored) => [System, Assistant(stored)];

    private static ChatMessage Assistant(IReadOnlyList<ChatMessage> stored)
    {
        var calls = stored.LastOrDefault(message => message.Role == Role.Assistant)?.Field("tool_calls");
        var turn = JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
            json.WriteString("reasoning_content", " ");
            if (calls is { ValueKind: JsonValueKind.Array } kept)
            {
                json.WriteStartArray("tool_calls");
                foreach (var call in kept.EnumerateArray())
                {
                    Write(json, call);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
        return ChatMessage.Parse(JsonElement.Parse(turn.Span), "dummy");
    }

    private static void Write(Utf8JsonWriter json, JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("function", out var function)
            || function.ValueKind != JsonValueKind.Object || !function.TryGetProperty("arguments", out var arguments)
            || IsObject(arguments))
        {
            call.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in call.EnumerateObject().Where(member => member.Name != "function"))
        {
            member.WriteTo(json);
        }

        json.WriteStartObject("function");
        foreach (var member in function.EnumerateObject().Where(member => member.Name != "arguments"))
        {
            member.WriteTo(json);
        }

        json.WriteString("arguments", "{}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool IsObject(JsonElement arguments) => arguments.ValueKind == JsonValueKind.Object
        || (arguments.ValueKind == JsonValueKind.String && StrictJson.IsObject(arguments.GetString()!));
}
