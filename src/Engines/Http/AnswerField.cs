using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>Fields of an engine's answer, each of the kind that it must have.</summary>
/// <remarks>
/// All throw <see cref="InvalidDataException"/>, whose text names the field and never quotes a text of the session.
/// </remarks>
internal static class AnswerField
{
    /// <summary>
    /// The longest word that is kept with a turn and told to clients, in UTF-16 units; those that engines say have up to 32.
    /// </summary>
    private const int MaxWordLength = 256;

    public static JsonElement Object(JsonElement parent, string name, string path) => Object(Required(parent, name, path), path);

    public static JsonElement Object(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Object ? value : throw new InvalidDataException($"{path} is not an object.");

    /// <summary>A value of any kind but null.</summary>
    public static JsonElement Any(JsonElement parent, string name, string path) => Required(parent, name, path);

    public static JsonElement Array(JsonElement parent, string name, string path) =>
        Required(parent, name, path) is { ValueKind: JsonValueKind.Array } value
            ? value
            : throw new InvalidDataException($"{path} is not a list.");

    public static string Text(JsonElement parent, string name, string path) =>
        ReadText(Required(parent, name, path)) ?? throw new InvalidDataException($"{path} is not a valid text.");

    public static string? OptionalText(JsonElement parent, string name, string path) =>
        Optional(parent, name) is { } value ? ReadText(value) ?? throw new InvalidDataException($"{path} is not a valid text.") : null;

    /// <summary>A text that may be anything else too; null when it is not a valid text.</summary>
    public static string? OptionalText(JsonElement parent, string name) => Optional(parent, name) is { } value ? ReadText(value) : null;

    /// <summary>A valid text; null for any other value.</summary>
    public static string? Text(JsonElement value) => ReadText(value);

    /// <summary>
    /// A name or a reason: a text of 1 to 256 characters without control characters; null when it is absent or JSON <c>null</c>.
    /// </summary>
    public static string? OptionalWord(JsonElement parent, string name, string path) => OptionalText(parent, name, path) switch
    {
        null => null,
        { Length: >= 1 and <= MaxWordLength } text when !text.Any(char.IsControl) => text,
        _ => throw new InvalidDataException($"{path} is no word of 1 to {MaxWordLength} characters."),
    };

    /// <summary>A word that must be there.</summary>
    public static string Word(JsonElement parent, string name, string path)
    {
        Required(parent, name, path);
        return OptionalWord(parent, name, path)!;
    }

    /// <summary>Bytes as a text of base64, of which no text is made: experts have tens of megabytes.</summary>
    public static byte[] Base64(JsonElement parent, string name, string path)
    {
        var value = Required(parent, name, path);
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new InvalidDataException($"{path} is not a valid text.");
        }

        try
        {
            return value.TryGetBytesFromBase64(out var bytes) ? bytes : throw new InvalidDataException($"{path} is no base64.");
        }
        catch (InvalidOperationException)
        {
            // How JsonElement reports an escaped lone surrogate.
            throw new InvalidDataException($"{path} is not a valid text.");
        }
    }

    /// <summary>The calls of a message: a list of objects; JSON <c>null</c> and an absent list are none.</summary>
    public static void Calls(JsonElement message, string name, string path)
    {
        if (Optional(message, name) is null)
        {
            return;
        }

        var count = 0;
        foreach (var call in Array(message, name, path).EnumerateArray())
        {
            Object(call, $"{path}[{count++}]");
        }
    }

    /// <summary>A whole number of 0 or more; null when it is absent or JSON <c>null</c>.</summary>
    public static int? Count(JsonElement parent, string name, string path)
    {
        if (Optional(parent, name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw new InvalidDataException($"{path} is not a whole number of 0 or more.");
    }

    /// <summary>Refuses a lone surrogate anywhere below: no tokenizer and no UTF-8 writer can carry it.</summary>
    public static void ValidText(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when ReadText(value) is null:
                throw new InvalidDataException($"{path} holds a lone surrogate.");
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    ValidText(item, path);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    ValidText(property.Value, path);
                }

                break;
        }
    }

    private static JsonElement Required(JsonElement parent, string name, string path) =>
        !parent.TryGetProperty(name, out var value) ? throw new InvalidDataException($"{path} is missing.")
        : value.ValueKind == JsonValueKind.Null ? throw new InvalidDataException($"{path} is null.")
        : value;

    private static JsonElement? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? ReadText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // How JsonElement reports an escaped lone surrogate.
            return null;
        }
    }
}
