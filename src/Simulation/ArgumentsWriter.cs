using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;

namespace Tito.Simulation;

/// <summary>Invents arguments that fit a tool's JSON schema.</summary>
/// <remarks>
/// Every number has the text that Python writes for it, so that a template which parses the arguments and writes them again gives
/// the same text.
/// </remarks>
internal static class ArgumentsWriter
{
    private const int MaxDepth = 4;

    /// <summary>The arguments as a template writes them.</summary>
    /// <param name="schema">A JSON schema, or anything else for a tool without parameters.</param>
    /// <param name="random">Decides.</param>
    public static string Write(JsonElement schema, SeededRandom random) => Text(json => WriteObject(json, schema, random, depth: 0));

    /// <summary>A value of any type that a schema has; an object where it names no type.</summary>
    public static string WriteValue(JsonElement schema, SeededRandom random) => Type(schema) is null
        ? Write(schema, random)
        : Text(json => WriteValue(json, "", schema, random, depth: 0));

    private static string Text(Action<Utf8JsonWriter> write) => ArgumentsText.Of(JsonElement.Parse(JsonBytes.Write(write).Span));

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema, SeededRandom random, int depth)
    {
        json.WriteStartObject();
        if (Field(schema, "properties") is { ValueKind: JsonValueKind.Object } properties && depth < MaxDepth)
        {
            var required = Strings(Field(schema, "required"));
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in properties.EnumerateObject())
            {
                if ((required.Contains(property.Name) || random.OneIn(2)) && written.Add(property.Name))
                {
                    json.WritePropertyName(property.Name);
                    WriteValue(json, property.Name, property.Value, random, depth + 1);
                }
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, JsonElement schema, SeededRandom random, int depth)
    {
        var choices = Strings(Field(schema, "enum"));
        if (!choices.IsEmpty)
        {
            json.WriteStringValue(random.Pick(choices));
            return;
        }

        switch (Type(schema))
        {
            case "integer":
                json.WriteNumberValue(1 + random.Next(20));
                break;
            case "number":
                json.WriteRawValue($"{1 + random.Next(20)}.5");
                break;
            case "boolean":
                json.WriteBooleanValue(random.OneIn(2));
                break;
            case "array":
                json.WriteStartArray();
                for (var left = depth < MaxDepth ? 1 + random.Next(2) : 0; left > 0; left--)
                {
                    WriteValue(json, name, Field(schema, "items"), random, depth + 1);
                }

                json.WriteEndArray();
                break;
            case "object":
                WriteObject(json, schema, random, depth);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(random.Pick(Phrases.ArgumentsNamed(name)));
                break;
        }
    }

    private static string? Type(JsonElement schema) => Field(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString(),
        { ValueKind: JsonValueKind.Array } several => Strings(several).FirstOrDefault(),
        _ => null,
    };

    private static ImmutableArray<string> Strings(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    private static JsonElement Field(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) ? value : default;
}
