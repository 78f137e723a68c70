using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
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
    public static string Text(JsonElement parent, string name, string at)
    {
        var text = Required(parent, name, at, JsonValueKind.String, "a string");
        Valid(text, at);
        return text.GetString()!;
    }

    /// <summary>A value in whose strings every character is Unicode, so that it can be stored.</summary>
    public static JsonElement Valid(JsonElement value, string at)
    {
        try
        {
            JsonText.RequireValid(value, at);
            return value;
        }
        catch (MessageException wrong)
        {
            throw new GoldenFormatException(at, wrong.Message, wrong);
        }
    }

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

    /// <summary>A whole number of 32 bits that is 0 or more, or null when it is absent or null.</summary>
    public static int? OptionalCount(JsonElement parent, string name, string at) =>
        Optional(parent, name) is null ? null
        : Int32(parent, name, at) is var count and >= 0 ? count
        : throw new GoldenFormatException(at, "must be 0 or more.");

    /// <summary>A time in ISO 8601; one without a zone is UTC.</summary>
    public static DateTimeOffset Time(JsonElement parent, string name, string at) =>
        DateTimeOffset.TryParse(Text(parent, name, at), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new GoldenFormatException(at, "must be a time in ISO 8601.");

    /// <summary>The sequence of a turn before another one, or null where the field says -1.</summary>
    public static int? Parent(JsonElement parent, string name, string at) => Int32(parent, name, at) switch
    {
        -1 => null,
        var sequence and >= 0 => sequence,
        _ => throw new GoldenFormatException(at, "must be the sequence of a turn, or -1 for none."),
    };

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
        .. Array(parent, name, at).Select((item, i) => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var value) && float.IsFinite((float)value)
            ? (float)value
            : throw new GoldenFormatException($"{at}[{i}]", "must be a number within float32.")),
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
