using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Engines.Http;

/// <summary>What grammar a client's <c>response_format</c> asks for.</summary>
/// <param name="Kind"><c>text</c>, <c>json_object</c>, <c>json_schema</c> or <c>structural_tag</c>.</param>
/// <param name="Schema">The JSON schema, of <c>json_schema</c> alone.</param>
internal sealed record ResponseFormat(string Kind, JsonElement? Schema)
{
    /// <summary>Reads the field as OpenAI's API reference has it, with the structural tags of SGLang and vLLM.</summary>
    /// <exception cref="UnservedFieldException">It is of another form.</exception>
    public static ResponseFormat Read(JsonProperty field)
    {
        var value = field.Value;
        var kind = value.ValueKind == JsonValueKind.Object ? AnswerField.OptionalText(value, "type") : null;
        return kind switch
        {
            "text" or "json_object" or "structural_tag" => new(kind, null),
            "json_schema" when value.TryGetProperty("json_schema", out var format)
                && format.ValueKind == JsonValueKind.Object
                && format.TryGetProperty("schema", out var schema)
                && schema.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False => new(kind, schema),
            _ => throw new UnservedFieldException(field.Name, "must be of the type text, json_object, json_schema or structural_tag."),
        };
    }

    /// <summary>A JSON value with the bytes with which it came.</summary>
    public static byte[] Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    /// <summary>A JSON value as the string that holds its text.</summary>
    public static byte[] Quoted(JsonElement value) => Quoted(value.GetRawText());

    /// <summary>A string.</summary>
    public static byte[] Quoted(string text) => JsonBytes.Write(json => json.WriteStringValue(text)).ToArray();

    /// <summary>An object with one field.</summary>
    public static byte[] Object(string name, ReadOnlySpan<byte> value) => [.. Encoding.UTF8.GetBytes($"{{\"{name}\":"), .. value, .. "}"u8];
}
