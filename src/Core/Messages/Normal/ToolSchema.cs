using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>
/// The little of JSON Schema by which an agent's reader changes a call, or refuses to run it: <c>properties</c>, <c>items</c>,
/// <c>default</c>, <c>type</c>, <c>required</c> and <c>additionalProperties: false</c>. What a schema says otherwise is not looked at.
/// </summary>
internal static class ToolSchema
{
    /// <summary>The schema that says nothing.</summary>
    public static JsonElement Any { get; } = JsonElement.Parse("{}");

    /// <summary>Whether a property that is absent means the same as one of this value.</summary>
    /// <param name="schema">The schema of the object.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value.</param>
    public static bool IsDefault(JsonElement schema, string name, JsonElement value) =>
        Of(schema, name).TryGetProperty("default"u8, out var given) && ContentForm.Hash(given) == ContentForm.Hash(value);

    /// <summary>The schema of an object's property; one that says nothing where there is none.</summary>
    public static JsonElement Of(JsonElement schema, string name) =>
        schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var own) && own.ValueKind == JsonValueKind.Object
            ? own
            : Any;

    /// <summary>The schema of a list's items; one that says nothing where there is none.</summary>
    public static JsonElement OfItems(JsonElement schema) =>
        schema.TryGetProperty("items"u8, out var items) && items.ValueKind == JsonValueKind.Object ? items : Any;

    /// <summary>Whether an object can be a call's arguments, as far as its own properties go.</summary>
    /// <param name="schema">The schema of the tool's arguments.</param>
    /// <param name="arguments">A JSON object.</param>
    public static bool Takes(JsonElement schema, JsonElement arguments)
    {
        if (schema.TryGetProperty("required"u8, out var required) && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().Any(name =>
                name.ValueKind == JsonValueKind.String && !arguments.TryGetProperty(name.GetString()!, out _)))
        {
            return false;
        }

        var isClosed = schema.TryGetProperty("additionalProperties"u8, out var additional) && additional.ValueKind == JsonValueKind.False;
        return arguments.EnumerateObject().All(property =>
            HasType(Of(schema, property.Name), property.Value) && (!isClosed || IsNamed(schema, property.Name)));
    }

    private static bool IsNamed(JsonElement schema, string name) =>
        schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out _);

    private static bool HasType(JsonElement schema, JsonElement value) =>
        !schema.TryGetProperty("type"u8, out var type)
        || (type.ValueKind switch
        {
            JsonValueKind.String => Is(type.GetString()!, value),
            JsonValueKind.Array => type.EnumerateArray()
                .Any(each => each.ValueKind == JsonValueKind.String && Is(each.GetString()!, value)),
            _ => true,
        });

    /// <summary>Whether a value is of a type by its JSON Schema name; of a name that is none of them everything is.</summary>
    private static bool Is(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static bool IsWhole(JsonElement value) =>
        !value.TryGetDouble(out var number) || !double.IsFinite(number) || double.IsInteger(number);
}
