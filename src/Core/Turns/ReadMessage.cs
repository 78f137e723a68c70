using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;

namespace Tito.Core.Turns;

/// <summary>The assistant message of a completion that we read ourselves.</summary>
internal static class ReadMessage
{
    /// <summary>The message: empty content is an empty text, and what there is nothing of is left out.</summary>
    /// <param name="parsed">What was read.</param>
    /// <param name="callId">The id of a call to which the model gave none, by its index.</param>
    public static ChatMessage Of(ParsedCompletion parsed, Func<int, string> callId)
    {
        var json = JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("role", "assistant");
            writer.WriteString("content", parsed.Content);
            if (parsed.Reasoning is { } reasoning)
            {
                writer.WriteString("reasoning_content", reasoning);
            }

            if (!parsed.ToolCalls.IsEmpty)
            {
                writer.WriteStartArray("tool_calls");
                foreach (var (index, call) in parsed.ToolCalls.Index())
                {
                    Write(writer, call, call.Id ?? callId(index));
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
        return ChatMessage.Parse(JsonElement.Parse(json.Span), "message");
    }

    private static void Write(Utf8JsonWriter writer, ParsedCompletion.ToolCall call, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", call.Name);
        writer.WriteString("arguments", call.Arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
