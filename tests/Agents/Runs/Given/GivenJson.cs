using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>Small things that every wire needs of JSON.</summary>
internal static class GivenJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static JsonElement[] List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    public static JsonElement String(string text) => JsonElement.Parse(Quote(text));

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>The text of a content that is a string or parts; a part without text is a question mark.</summary>
    public static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => Text(part, "text") ?? "?")),
        _ => "",
    };

    /// <summary>Whether two texts are JSON of one value. A call that was cut off is none.</summary>
    public static bool IsSame(string left, string right)
    {
        try
        {
            return JsonElement.DeepEquals(JsonElement.Parse(left), JsonElement.Parse(right));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A value without its blanks, its numbers as they are.</summary>
    public static string Compact(JsonElement json) => JsonSerializer.Serialize(json, Plain);

    /// <summary>A value without cache markers, a lone text as a string: both differ from turn to turn and say nothing.</summary>
    public static JsonElement Said(JsonElement json) =>
        JsonElement.Parse(Plainly(JsonNode.Parse(json.GetRawText()))?.ToJsonString() ?? "null");

    private static JsonNode? Plainly(JsonNode? node)
    {
        if (node is JsonArray { Count: 1 } && node[0] is JsonObject part
            && part["type"] is JsonValue type && type.TryGetValue<string>(out var word) && word == "text" && part["text"] is { } text)
        {
            return text.DeepClone();
        }

        return node switch
        {
            JsonArray list => new JsonArray([.. list.Select(Plainly)]),
            JsonObject members => new JsonObject(members.Where(member => member.Key != "cache_control")
                .Select(member => KeyValuePair.Create(member.Key, Plainly(member.Value)))),
            null => null,
            _ => node.DeepClone(),
        };
    }
}
