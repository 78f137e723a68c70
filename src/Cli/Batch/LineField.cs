using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Cli.Batch;

/// <summary>Reads and writes the fields of a line.</summary>
internal static class LineField
{
    /// <summary>A required string.</summary>
    public static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new MessageException(name, "is required and must be a string.");

    /// <summary>A required list of token ids.</summary>
    public static ImmutableArray<int> Ids(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ?
            [
                .. value.EnumerateArray().Select((item, i) =>
                    item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var id) && id >= 0
                    ? id
                    : throw new MessageException($"{name}[{i}]", "must be a token id, 0 or more.")),
            ]
            : throw new MessageException(name, "is required and must be an array of token ids.");

    /// <summary>A required list of messages.</summary>
    public static IReadOnlyList<ChatMessage> Messages(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value)
            ? ChatMessage.ParseList(value, name)
            : throw new MessageException(name, "is required and must be an array of messages.");

    /// <summary>Any value, or null when it is absent.</summary>
    public static JsonElement? Optional(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A boolean, false when it is absent.</summary>
    public static bool Flag(JsonElement line, string name) => Optional(line, name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw new MessageException(name, "must be true or false."),
    };

    /// <summary>Writes a list of token ids.</summary>
    public static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<int> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }
}
