using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// The input of a call, which this API has as an object: a model's text that is none is kept in one, as Claude Code does it. So is one in
/// which an escape spells half a character: not every client could send such an object back.
/// </summary>
internal static class ToolInput
{
    /// <summary>
    /// Whether a place of a request is an input or inside one, which is the model's text again: a client that read a stream sends half a
    /// character back as it was sampled, in an escape.
    /// </summary>
    public static bool IsPlaceOf(string place) =>
        place.Split('.', 3) is [var message, var block, "input" or ['i', 'n', 'p', 'u', 't', '.' or '[', ..]]
        && message.StartsWith("messages[", StringComparison.Ordinal) && block.StartsWith("content[", StringComparison.Ordinal);

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
            var input = JsonElement.Parse(arguments.Length == 0 ? "{}" : arguments, StrictJson.Options);
            JsonText.RequireValid(input, "input");
            return input.ValueKind == JsonValueKind.Object ? input : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or MessageException)
        {
            return null;
        }
    }
}
