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
    /// back for the call that a tool result answers.
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
                json.WritePropertyName("tool_calls");
                kept.WriteTo(json);
            }

            json.WriteEndObject();
        });
        return ChatMessage.Parse(JsonElement.Parse(turn.Span), "dummy");
    }
}
