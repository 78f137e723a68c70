using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>Reads fields of a golden file; each error names the place.</summary>
internal static class GoldenField
{
    /// <summary>The field, or null when it is absent or null.</summary>
    public static JsonElement? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A JSON object.</summary>
    public static JsonElement Object(JsonElement parent, string name, string at) => Required(parent, name, at, JsonValueKind.Object, "an object");

    /// <summary>A string.</summary>
    public static string Text(JsonElement parent, string name, string at) =>
        Required(parent, name, at, JsonValueKind.String, "a string").GetString()!;

    /// <summary>A string, or null when it is absent or null.</summary>
    public static string? OptionalText(JsonElement parent, string name, string at) =>
        Optional(parent, name) is null ? null : Text(parent, name, at);

    /// <summary>True or false; false when it is absent or null.</summary>
    public static bool Flag(JsonElement parent, string name, string at) => Optional(parent, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or null => false,
        _ => throw new GoldenFormatException(at, "must be true or false."),
    };

    /// <summary>A whole number of 32 bits, negative ones included.</summary>
    public static int Int32(JsonElement parent, string name, string at) =>
        Required(parent, name, at, JsonValueKind.Number, "a number").TryGetInt32(out var number)
            ? number
            : throw new GoldenFormatException(at, "must be a whole number of 32 bits.");

    /// <summary>The items of an array.</summary>
    public static IEnumerable<JsonElement> Array(JsonElement parent, string name, string at) =>
        Required(parent, name, at, JsonValueKind.Array, "an array").EnumerateArray();

    /// <summary>An array of token ids.</summary>
    public static ImmutableArray<int> Int32Array(JsonElement parent, string name, string at) =>
    [
        .. Array(parent, name, at).Select((item, i) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var id) && id >= 0
            ? id
            : throw new GoldenFormatException($"{at}[{i}]", "must be a token id, 0 or more.")),
    ];

    /// <summary>An array of logprobs.</summary>
    public static ImmutableArray<float> SingleArray(JsonElement parent, string name, string at) =>
    [
        .. Array(parent, name, at).Select((item, i) => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var value)
            ? (float)value
            : throw new GoldenFormatException($"{at}[{i}]", "must be a number.")),
    ];

    /// <summary>A digest in hexadecimal.</summary>
    public static Digest Digest(JsonElement parent, string name, string at)
    {
        try
        {
            return Tokens.Digest.Parse(Text(parent, name, at));
        }
        catch (FormatException broken)
        {
            throw new GoldenFormatException(at, broken.Message, broken);
        }
    }

    private static JsonElement Required(JsonElement parent, string name, string at, JsonValueKind kind, string description) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new GoldenFormatException(at, $"must be {description}.");
}
