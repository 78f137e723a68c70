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
