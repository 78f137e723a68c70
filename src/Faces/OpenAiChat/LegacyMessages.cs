using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiChat;

/// <summary>Messages in the API's form from before tools, brought into the one that templates read.</summary>
internal static class LegacyMessages
{
    /// <summary>
    /// The list with each <c>function_call</c> as the one of its message's tool calls, and each message of the role <c>function</c> as a
    /// tool's result; the same list where there is none of them. The form has no ids, so that calls are told by their places.
    /// </summary>
    /// <param name="messages">The request's <c>messages</c>.</param>
    /// <exception cref="MessageException">A message of this form holds a lone surrogate, or nests too deep.</exception>
    public static JsonElement Read(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array || !messages.EnumerateArray().Any(message => Calls(message) || IsResult(message)))
        {
            return messages;
        }

        JsonText.RequireValid(messages, "messages");
        return FaceBody.InChat("messages", 1, json =>
        {
            var calls = 0;
            json.WriteStartArray();
            foreach (var message in messages.EnumerateArray())
            {
                if (Calls(message))
                {
                    WriteCall(json, message, Id(++calls));
                }
                else if (IsResult(message))
                {
                    WriteResult(json, message, Id(calls));
                }
                else
                {
                    message.WriteTo(json);
                }
            }

            json.WriteEndArray();
        });
    }

    /// <summary>A message with tool calls as well is one of today's, whose other field only repeats it.</summary>
    private static bool Calls(JsonElement message) =>
        IsOf(message, "assistant")
        && LegacyFunctions.Find(message, "function_call") is { ValueKind: JsonValueKind.Object }
        && LegacyFunctions.Find(message, "tool_calls") is not { ValueKind: JsonValueKind.Array };

    private static bool IsResult(JsonElement message) => IsOf(message, "function");

    private static bool IsOf(JsonElement message, string role) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("role", out var own) && own.ValueKind == JsonValueKind.String && own.ValueEquals(role);

    private static string Id(int call) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"call_function_{call}");

    private static void WriteCall(Utf8JsonWriter json, JsonElement message, string id)
    {
        json.WriteStartObject();
        foreach (var field in message.EnumerateObject().Where(field => field.Name is not ("function_call" or "tool_calls")))
        {
            field.WriteTo(json);
        }

        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "function");
        json.WritePropertyName("function");
        message.GetProperty("function_call").WriteTo(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, JsonElement message, string id)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", id);
        foreach (var field in message.EnumerateObject().Where(field => field.Name is not ("role" or "tool_call_id")))
        {
            field.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
