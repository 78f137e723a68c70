using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>
/// The tools that a model was given when it sampled a message: what a call of one of them may leave out, and whether it can be run.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="tools">A JSON array of tools, wrapped or bare; null for none.</param>
internal sealed class DeclaredTools(JsonElement? tools)
{
    /// <summary>The schema of a tool's arguments: an object, empty where none was given; null where there is no such tool.</summary>
    public JsonElement? SchemaOf(string name)
    {
        if (tools is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        foreach (var tool in list.EnumerateArray())
        {
            if (Function(tool) is { } function && Text(function, "name") == name)
            {
                return function.TryGetProperty("parameters"u8, out var schema) && schema.ValueKind == JsonValueKind.Object
                    ? schema
                    : ToolSchema.Any;
            }
        }

        return null;
    }

    private static JsonElement? Function(JsonElement tool) =>
        tool.ValueKind != JsonValueKind.Object ? null
        : tool.TryGetProperty("function"u8, out var function) && function.ValueKind == JsonValueKind.Object ? function
        : tool;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
