using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tito.Tests.Unit.Families;

/// <summary>As much of JSON Schema 2020-12 as the project's schema uses. A keyword that is not known here fails the test that meets it.</summary>
internal static class JsonSchema
{
    /// <summary>The first keyword that a value violates, or null.</summary>
    public static string? Violation(JsonElement root, JsonElement value) => Violation(root, root, value);

    private static string? Violation(JsonElement root, JsonElement schema, JsonElement value) => schema.EnumerateObject()
        .Where(keyword => !Holds(root, schema, keyword, value))
        .Select(keyword => $"{keyword.Name} {keyword.Value.GetRawText()}")
        .FirstOrDefault();

    private static bool Holds(JsonElement root, JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$schema" or "title" or "description" or "$defs" => true,
        "$ref" => Violation(root, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), value) is null,
        "type" => (keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().AsEnumerable() : [keyword.Value])
            .Any(type => type.ValueEquals(TypeOf(value))),
        "enum" => keyword.Value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "oneOf" => keyword.Value.EnumerateArray().Count(one => Violation(root, one, value) is null) == 1,
        "not" => Violation(root, keyword.Value, value) is not null,
        _ when value.ValueKind == JsonValueKind.Object => HoldsForObject(root, schema, keyword, value),
        _ when value.ValueKind == JsonValueKind.Array => HoldsForArray(root, keyword, value),
        _ when value.ValueKind == JsonValueKind.String => HoldsForText(keyword, value.GetString()!),
        _ => true,
    };

    private static bool HoldsForObject(JsonElement root, JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "required" => keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "maxProperties" => value.GetPropertyCount() <= keyword.Value.GetInt32(),
        "properties" => keyword.Value.EnumerateObject().All(property =>
            !value.TryGetProperty(property.Name, out var inner) || Violation(root, property.Value, inner) is null),
        "propertyNames" => value.EnumerateObject().All(property =>
            Violation(root, keyword.Value, JsonElement.Parse($"\"{JsonEncodedText.Encode(property.Name)}\"")) is null),
        "additionalProperties" => value.EnumerateObject()
            .Where(property => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out _)))
            .All(property => keyword.Value.ValueKind != JsonValueKind.False && Violation(root, keyword.Value, property.Value) is null),
        _ => throw new NotSupportedException(keyword.Name),
    };

    private static bool HoldsForArray(JsonElement root, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "items" => value.EnumerateArray().All(item => Violation(root, keyword.Value, item) is null),
        "minItems" => value.GetArrayLength() >= keyword.Value.GetInt32(),
        "maxItems" => value.GetArrayLength() <= keyword.Value.GetInt32(),
        "uniqueItems" => value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(),
        "required" or "properties" or "additionalProperties" or "propertyNames" or "maxProperties" => true,
        _ => throw new NotSupportedException(keyword.Name),
    };

    private static bool HoldsForText(JsonProperty keyword, string text) => keyword.Name switch
    {
        "minLength" => text.EnumerateRunes().Count() >= keyword.Value.GetInt32(),
        "maxLength" => text.EnumerateRunes().Count() <= keyword.Value.GetInt32(),

        // ECMA's $ is the end of the text; .NET's may stand before a last newline.
        "pattern" => Regex.IsMatch(text, keyword.Value.GetString()!.Replace("$", @"\z", StringComparison.Ordinal), RegexOptions.CultureInvariant),
        _ => true,
    };

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
