using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// The input of a call, which this API has as an object: a model's text that is none is kept in one, as Claude Code does it.
/// </summary>
internal static class ToolInput
{
    /// <summary>Writes the member.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="arguments">The model's text.</param>
    public static void Write(Utf8JsonWriter json, string arguments)
    {
        json.WritePropertyName("input");
        if (Object(arguments) is { } input)
        {
            input.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject(AssistantBlocks.Unparsed);
        json.WriteString("raw", arguments);
        json.WriteNumber("len", arguments.Length);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonElement? Object(string arguments)
    {
        try
        {
            return arguments.Length == 0 ? JsonElement.Parse("{}")
                : JsonElement.Parse(arguments, StrictJson.Options) is { ValueKind: JsonValueKind.Object } input ? input
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
