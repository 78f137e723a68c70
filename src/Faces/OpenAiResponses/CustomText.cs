using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The free text with which a model calls a custom tool, out of the arguments with which it called the function.</summary>
internal static class CustomText
{
    /// <summary>The text; the arguments as they are where they are not an object with that text.</summary>
    public static string Of(string arguments)
    {
        try
        {
            return JsonElement.Parse(arguments, StrictJson.Options) is { ValueKind: JsonValueKind.Object } parsed
                && parsed.TryGetProperty(ServedTool.Input, out var input) && input.ValueKind == JsonValueKind.String
                    ? input.GetString()!
                    : arguments;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return arguments;
        }
    }
}
