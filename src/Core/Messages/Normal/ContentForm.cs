using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>A message's content: one text, or something that is none.</summary>
/// <param name="Text">The text, empty where there is none; null where the content is no text.</param>
/// <param name="Other">The hash of content that is no text.</param>
internal readonly record struct ContentForm(string? Text, FormHash Other)
{
    /// <summary>Reads content: a text is its only part, null and <c>[]</c> are <c>""</c>, and parts without text are left out.</summary>
    /// <param name="content">The field, or null where it is absent.</param>
    /// <param name="separator">What stands between the texts of parts, or null where several parts are no one text.</param>
    public static ContentForm Of(JsonElement? content, string? separator) => content switch
    {
        null or { ValueKind: JsonValueKind.Null } => new("", default),
        { ValueKind: JsonValueKind.String } text => new(text.GetString(), default),
        { ValueKind: JsonValueKind.Array } parts => OfParts(parts, separator),
        { } value => new(null, Hash(value)),
    };

    /// <summary>Whether content is a list of text parts.</summary>
    public static bool IsTextParts(JsonElement? content) =>
        content is { ValueKind: JsonValueKind.Array } parts && parts.EnumerateArray().All(part => PartText(part) is not null);

    private static ContentForm OfParts(JsonElement parts, string? separator)
    {
        var texts = parts.EnumerateArray().Select(PartText).Where(text => text is not { Length: 0 }).ToList();
        if (!texts.Contains(null) && (separator is not null || texts.Count < 2))
        {
            return new(string.Join(separator, texts), default);
        }

        var form = new FormBytes().Tag('l');
        foreach (var part in parts.EnumerateArray())
        {
            switch (PartText(part))
            {
                case null:
                    WithoutMarker(form.Tag('v'), part);
                    break;
                case { Length: > 0 } text:
                    form.Tag('t').Text(text);
                    break;
            }
        }

        return new(null, form.Hash);
    }

    private static string? PartText(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"u8)
        && part.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    /// <summary>A part without the marker that clients move from message to message, and that no template reads.</summary>
    private static void WithoutMarker(FormBytes form, JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            Write(form, part);
            return;
        }

        foreach (var field in part.EnumerateObject().Where(field => !field.NameEquals("cache_control"u8))
            .OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            Write(form.Tag('f').Text(field.Name), field.Value);
        }
    }

    /// <summary>The hash of any value of a message.</summary>
    public static FormHash Hash(JsonElement value)
    {
        var form = new FormBytes();
        Write(form, value);
        return form.Hash;
    }

    private static void Write(FormBytes form, JsonElement value) =>
        _ = JsonForm.TryWrite(value.GetRawText(), JsonFormRules.Lenient, form, out _);
}
