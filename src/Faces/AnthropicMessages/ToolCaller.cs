using System.Text.Json;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// Who called a tool: the model itself, and no tool of Anthropic's. The <c>caller</c> of a <c>tool_use</c> block is required in Anthropic's
/// typed clients (<c>ToolUseBlock</c> in @anthropic-ai/sdk 1.14 and Anthropic 13.14 for .NET, whose <c>Validate</c> throws without it).
/// </summary>
internal static class ToolCaller
{
    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("caller");
        json.WriteString("type", "direct");
        json.WriteEndObject();
    }
}
