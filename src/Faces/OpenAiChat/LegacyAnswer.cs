using System.Text.Json;

namespace Tito.Faces.OpenAiChat;

/// <summary>A message in the API's form from before tools, which has one call.</summary>
internal static class LegacyAnswer
{
    /// <summary>Why such an answer ended, where another one says <c>tool_calls</c>.</summary>
    public const string FinishReason = "function_call";

    /// <summary>The word for an answer that ended with its calls.</summary>
    private const string ToolCalls = "tool_calls";

    /// <summary>The word by which an answer in this form says how it ended.</summary>
    public static string Ending(string finishReason) => finishReason == ToolCalls ? FinishReason : finishReason;

    /// <summary>
    /// Writes a message with its first call as <c>function_call</c>. One that was sampled with more calls keeps all of them as
    /// <c>tool_calls</c> as well, so that none is lost.
    /// </summary>
    public static void WriteMessage(Utf8JsonWriter json, JsonElement message)
    {
        json.WriteStartObject();
        foreach (var field in message.EnumerateObject())
        {
            if (field.Name != ToolCalls || field.Value.ValueKind != JsonValueKind.Array || field.Value.GetArrayLength() == 0)
            {
                field.WriteTo(json);
                continue;
            }

            json.WritePropertyName(FinishReason);
            field.Value[0].GetProperty("function").WriteTo(json);
            if (field.Value.GetArrayLength() > 1)
            {
                field.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}
