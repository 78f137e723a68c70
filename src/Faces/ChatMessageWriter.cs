using System.Text.Json;

namespace Tito.Faces;

/// <summary>Writes what a face read as the chat messages of the session's history.</summary>
internal static class ChatMessageWriter
{
    /// <summary>Writes a message of texts.</summary>
    public static void WriteText(Utf8JsonWriter json, string role, IReadOnlyList<string> texts)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        WriteContent(json, texts);
        json.WriteEndObject();
    }

    /// <summary>Writes the result of a call.</summary>
    public static void WriteResult(Utf8JsonWriter json, string callId, IReadOnlyList<string> texts)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", callId);
        WriteContent(json, texts);
        json.WriteEndObject();
    }

    /// <summary>Writes a message of the assistant, with its reasoning and calls where it has some.</summary>
    public static void WriteAssistant(
        Utf8JsonWriter json, string reasoning, string content, IReadOnlyList<(string Id, string Name, string Arguments)> calls)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", content);
        if (reasoning.Length > 0)
        {
            json.WriteString("reasoning_content", reasoning);
        }

        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var (id, name, arguments) in calls)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", name);
                json.WriteString("arguments", arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>One text is a string; several are parts, which each family's template joins in its own way.</summary>
    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        if (texts.Count <= 1)
        {
            json.WriteString("content", texts.Count == 0 ? "" : texts[0]);
            return;
        }

        json.WriteStartArray("content");
        foreach (var text in texts)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
