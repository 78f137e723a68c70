using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>One part of a message's content.</summary>
internal static class ContentPart
{
    /// <summary>The text of a part. SGLang takes <c>input_text</c>, the name of the Responses API, for <c>text</c> too.</summary>
    /// <param name="part">Any JSON value.</param>
    /// <param name="param">The part's place, for errors.</param>
    /// <exception cref="MessageException">The part is not a text; of a part of another type the type is named.</exception>
    public static string Text(JsonElement part, string param)
    {
        if (part.ValueKind != JsonValueKind.Object
            || !part.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String)
        {
            throw new MessageException(param, "must be an object with a type.");
        }

        if (!type.ValueEquals("text") && !type.ValueEquals("input_text"))
        {
            throw new MessageException(
                param, $"only parts of type text are supported, not {ReadableJson.Quote(Shorten(type.GetString()!))}.");
        }

        return part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new MessageException(param, "has no text.");
    }

    private static string Shorten(string type) => type.Length <= 64 ? type : $"{type[..64]}…";
}
