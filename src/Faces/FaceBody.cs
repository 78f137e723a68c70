using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces;

/// <summary>The body of a request whose face is not OpenAI's chat: read by places, and written anew by the names of that one.</summary>
internal static class FaceBody
{
    /// <summary>The body, all of whose text is Unicode.</summary>
    /// <exception cref="MessageException">It is not an object, or holds a lone surrogate.</exception>
    public static JsonPlace Open(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new JsonPlace(json, "", (name, reason, _) => new MessageException(name, reason)).Valid()
        : throw new MessageException("body", "must be a JSON object.");

    /// <summary>Copies a field under a name, unless it is null or not there. A number keeps the text with which it came.</summary>
    public static void Copy(Utf8JsonWriter json, string name, JsonPlace value)
    {
        if (value.Present is { } given)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(given.Json), skipInputValidation: true);
        }
    }

    /// <summary>The most tokens that a field lets an engine sample; null where it does not say.</summary>
    /// <exception cref="MessageException">It is not 1 or more.</exception>
    public static int? TokenLimit(JsonPlace limit) =>
        limit.Present is not { } given ? null
        : given.Count() is > 0 and var count ? count
        : throw given.Refusal("must be 1 or more.");

    /// <summary>Writes that the model has to call this function.</summary>
    public static void WriteChosenFunction(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject("tool_choice");
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
