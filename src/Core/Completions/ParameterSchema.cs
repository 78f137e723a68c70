using System.Text.Json;

namespace Tito.Core.Completions;

/// <summary>Reads of a JSON schema which types it takes.</summary>
/// <remarks>
/// <c>type</c> as a name or a list; <c>anyOf</c> and <c>oneOf</c> take all of their options, <c>allOf</c> those of any of its parts;
/// <c>enum</c> and <c>const</c> the types of their values; <c>nullable</c>; references to a definition in the same schema.
/// </remarks>
internal static class ParameterSchema
{
    private const int MaxDepth = 8;

    /// <summary>The types of a schema; <see cref="ParameterTypes.None"/> where it names none.</summary>
    /// <param name="schema">A parameter's schema, or anything else.</param>
    /// <param name="root">The schema that its references mean.</param>
    public static ParameterTypes TypesOf(JsonElement schema, JsonElement root) => TypesOf(schema, root, MaxDepth);

    private static ParameterTypes TypesOf(JsonElement schema, JsonElement root, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth == 0)
        {
            return ParameterTypes.None;
        }

        var types = Named(Property(schema, "type"));
        foreach (var list in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (Property(schema, list) is { ValueKind: JsonValueKind.Array } options)
            {
                foreach (var option in options.EnumerateArray())
                {
                    types |= TypesOf(option, root, depth - 1);
                }
            }
        }

        if (Property(schema, "$ref") is { ValueKind: JsonValueKind.String } reference)
        {
            types |= TypesOf(Definition(root, reference.GetString()!), root, depth - 1);
        }

        if (types == ParameterTypes.None)
        {
            types = OfValues(schema);
        }

        return Property(schema, "nullable").ValueKind == JsonValueKind.True ? types | ParameterTypes.Null : types;
    }

    private static ParameterTypes Named(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.Array)
        {
            var types = ParameterTypes.None;
            foreach (var item in type.EnumerateArray())
            {
                types |= Named(item);
            }

            return types;
        }

        return type.ValueKind != JsonValueKind.String ? ParameterTypes.None : type.GetString()!.ToUpperInvariant() switch
        {
            "STRING" or "STR" or "TEXT" => ParameterTypes.String,
            "INTEGER" or "INT" => ParameterTypes.Integer,
            "NUMBER" or "FLOAT" => ParameterTypes.Number,
            "BOOLEAN" or "BOOL" => ParameterTypes.Boolean,
            "ARRAY" or "LIST" => ParameterTypes.Array,
            "OBJECT" or "DICT" => ParameterTypes.Object,
            "NULL" or "NONE" => ParameterTypes.Null,
            _ => ParameterTypes.None,
        };
    }

    private static ParameterTypes OfValues(JsonElement schema)
    {
        var types = OfValue(Property(schema, "const"));
        if (Property(schema, "enum") is { ValueKind: JsonValueKind.Array } values)
        {
            foreach (var value in values.EnumerateArray())
            {
                types |= OfValue(value);
            }
        }

        return types != ParameterTypes.None ? types
            : Property(schema, "properties").ValueKind == JsonValueKind.Object ? ParameterTypes.Object
            : Property(schema, "items").ValueKind == JsonValueKind.Object ? ParameterTypes.Array
            : ParameterTypes.None;
    }

    private static ParameterTypes OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => ParameterTypes.String,
        JsonValueKind.Number => ParameterTypes.Number,
        JsonValueKind.True or JsonValueKind.False => ParameterTypes.Boolean,
        JsonValueKind.Array => ParameterTypes.Array,
        JsonValueKind.Object => ParameterTypes.Object,
        JsonValueKind.Null => ParameterTypes.Null,
        _ => ParameterTypes.None,
    };

    private static JsonElement Definition(JsonElement root, string reference)
    {
        var place = root;
        foreach (var name in reference.StartsWith("#/", StringComparison.Ordinal) ? reference[2..].Split('/') : [])
        {
            place = Property(place, name);
        }

        return reference.StartsWith("#/", StringComparison.Ordinal) ? place : default;
    }

    private static JsonElement Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
