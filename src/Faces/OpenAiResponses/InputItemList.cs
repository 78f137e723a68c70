using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The conversation up to an answer as a list of items.</summary>
public static class InputItemList
{
    /// <summary>Writes the list, the oldest item first.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        var ids = new List<string>();
        foreach (var message in (turn.Parent?.Messages ?? []).Concat(turn.Content.Appended))
        {
            WriteItems(json, message, ids);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", ids.FirstOrDefault());
        json.WriteString("last_id", ids.LastOrDefault());
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, ChatMessage message, List<string> ids)
    {
        if (message.Role == Role.Assistant)
        {
            var items = new OutputItems($"input{ids.Count}", ResponsesEcho.None, FaceRules.Default.Seal);
            foreach (var delta in MessageDeltas.Of(message))
            {
                _ = items.Add(delta, NoEvent);
            }

            _ = items.Close(NoEvent);
            foreach (var item in items.All)
            {
                item.Write(json, isDone: true);
                ids.Add(item.Id);
            }

            return;
        }

        ids.Add(string.Create(CultureInfo.InvariantCulture, $"item_{ids.Count}"));
        json.WriteStartObject();
        json.WriteString("id", ids[^1]);
        if (message.Role == Role.Tool)
        {
            json.WriteString("type", "function_call_output");
            json.WriteString("call_id", message.Field("tool_call_id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null);
            json.WriteString("output", Text(message));
        }
        else
        {
            json.WriteString("type", "message");
            json.WriteString("role", message.RoleName);
            json.WriteStartArray("content");
            json.WriteStartObject();
            json.WriteString("type", "input_text");
            json.WriteString("text", Text(message));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteString("status", "completed");
        json.WriteEndObject();
    }

    private static string Text(ChatMessage message) => message.Field("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray()
            .Select(part => part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : "")),
        _ => "",
    };

    private static FaceEvent NoEvent(string type, Action<Utf8JsonWriter> write) => default;
}
