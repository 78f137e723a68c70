using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Completions;

/// <summary>The tools that a model was given for a turn: whether it may call at all, and of which types the arguments are.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CompletionTools
{
    private readonly ImmutableDictionary<string, JsonElement> _parameters;

    private CompletionTools(ImmutableDictionary<string, JsonElement> parameters, bool isEmpty) =>
        (_parameters, IsEmpty) = (parameters, isEmpty);

    /// <summary>No tools: the text of a call is content.</summary>
    public static CompletionTools None { get; } = new(ImmutableDictionary<string, JsonElement>.Empty, isEmpty: true);

    /// <summary>Whether there is no tool.</summary>
    public bool IsEmpty { get; }

    /// <summary>Reads tools; one that is not a function with a name types nothing. Of two with one name the first counts.</summary>
    /// <param name="tools">A JSON array of functions, bare or in <c>{"type":"function","function":…}</c>; null for none.</param>
    public static CompletionTools Read(JsonElement? tools)
    {
        if (tools is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return None;
        }

        var parameters = ImmutableDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var tool in list.EnumerateArray())
        {
            var function = Property(tool, "function") is { ValueKind: JsonValueKind.Object } inner ? inner : tool;
            if (Property(function, "name") is { ValueKind: JsonValueKind.String } name && name.GetString() is { Length: > 0 } text)
            {
                _ = parameters.TryAdd(text, Property(function, "parameters"));
            }
        }

        return new(parameters.ToImmutable(), isEmpty: false);
    }

    /// <summary>Whether a tool of that name was given.</summary>
    public bool Has(string name) => _parameters.ContainsKey(name);

    /// <summary>The types that a parameter takes.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="parameter">The parameter's.</param>
    internal ParameterTypes TypesOf(string tool, string parameter) =>
        _parameters.TryGetValue(tool, out var schema)
            ? ParameterSchema.TypesOf(Property(Property(schema, "properties"), parameter), schema)
            : ParameterTypes.None;

    private static JsonElement Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
