using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The texts of a message or of a tool's output: a string, or parts of text.</summary>
internal static class ItemText
{
    /// <summary>The texts that are not empty.</summary>
    /// <exception cref="MessageException">A part is none of text.</exception>
    public static ImmutableArray<string> Of(JsonPlace content) => content.Json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.String => [content.Text()],
        _ => [.. content.Items().Select(PartText).Where(text => text.Length > 0)],
    };

    /// <summary>Writes a message of texts: one as a string, several as parts, which each family's template joins in its own way.</summary>
    public static void WriteMessage(Utf8JsonWriter json, string role, ImmutableArray<string> texts)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        WriteContent(json, texts);
        json.WriteEndObject();
    }

    /// <summary>Writes the content of a message of texts.</summary>
    public static void WriteContent(Utf8JsonWriter json, ImmutableArray<string> texts)
    {
        if (texts.Length <= 1)
        {
            json.WriteString("content", texts.IsEmpty ? "" : texts[0]);
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

    private static string PartText(JsonPlace part)
    {
        var type = part.Object()["type"];
        return type.Text() switch
        {
            "input_text" or "output_text" or "text" or "summary_text" or "reasoning_text" => part["text"].Text(),
            "refusal" => part["refusal"].Text(),
            _ => throw type.Refusal("names a part that is not served: the model reads text."),
        };
    }
}
