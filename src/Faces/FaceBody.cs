using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces;

/// <summary>The body of a request that is not in the form of OpenAI's chat: read by places, and written anew in that form.</summary>
internal static class FaceBody
{
    /// <summary>The body, all of whose text is Unicode.</summary>
    /// <param name="json">A JSON value without duplicate keys.</param>
    /// <param name="isSpared">Says by a place whether a text is taken as it is spelled; null for none.</param>
    /// <exception cref="MessageException">It is not an object, or holds a lone surrogate.</exception>
    public static JsonPlace Open(JsonElement json, Func<string, bool>? isSpared = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object.");
        }

        JsonText.RequireValid(json, "", isSpared);
        return new JsonPlace(json, "", (name, reason, _) => new MessageException(name, reason));
    }

    /// <summary>
    /// What a request brings, in the form of OpenAI's chat: it may nest deeper than it came, as a schema does around which that form has a
    /// function, and no deeper than a body may, or no journal would read its turn again.
    /// </summary>
    /// <param name="place">Where it came from.</param>
    /// <param name="levels">How many levels a chat body has around it, 1 or more.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="MessageException">It nests deeper.</exception>
    public static JsonElement InChat(string place, int levels, Action<Utf8JsonWriter> write)
    {
        try
        {
            return JsonElement.Parse(JsonBytes.Write(write).Span, new() { MaxDepth = StrictJson.MaxDepth - levels });
        }
        catch (JsonException)
        {
            throw new MessageException(place, $"makes a chat body that nests deeper than {StrictJson.MaxDepth} levels.");
        }
    }

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
