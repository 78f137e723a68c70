using System.Text.Json;
using Tito.Core.Completions;

namespace Tito.Simulation;

/// <summary>A tool that a prompt declares.</summary>
/// <param name="Name">Its name, not empty and without a character that JSON escapes, because templates write it as it is.</param>
/// <param name="Parameters">Its JSON schema, or nothing (<see cref="JsonValueKind.Undefined"/>).</param>
internal sealed record DeclaredTool(string Name, JsonElement Parameters)
{
    /// <summary>Reads a line of the prompt's tool list: a function, bare or wrapped. Null when it is something else.</summary>
    public static DeclaredTool? Read(string line)
    {
        // json.dumps(ensure_ascii=False), which writes these lines, never escapes a surrogate; JsonElement could not give it as text.
        if (line.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(line);
            var function = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("function", out var inner) ? inner : json;
            return function.ValueKind == JsonValueKind.Object
                && function.TryGetProperty("name", out var name)
                && name.ValueKind == JsonValueKind.String
                && name.GetString() is { Length: > 0 } text
                && ArgumentsText.Of(name).Length == text.Length + 2
                ? new(text, function.TryGetProperty("parameters", out var parameters) ? parameters : default)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
