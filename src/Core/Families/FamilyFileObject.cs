using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Families;

/// <summary>A JSON object of a family file, read strictly: what is not known is refused, and so is a value of another kind or size.</summary>
internal sealed class FamilyFileObject
{
    /// <summary>The longest text, in Unicode characters.</summary>
    public const int MaxTextLength = 256;

    /// <summary>The longest list.</summary>
    public const int MaxListLength = 64;

    private readonly JsonElement _json;
    private readonly string _place;

    /// <exception cref="FamilyFileException">No object, or a property that is none of the known ones.</exception>
    public FamilyFileObject(JsonElement json, string place, ImmutableArray<string> known)
    {
        (_json, _place) = (json, place);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FamilyFileException(place, "must be an object.");
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new FamilyFileException(PlaceOf(property.Name), $"is not known here; known are {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>The place of a property, for errors.</summary>
    public string PlaceOf(string name) => $"{_place}.{name}";

    /// <summary>A property's value, or null when it is absent.</summary>
    public JsonElement? Find(string name) => _json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A property's value.</summary>
    public JsonElement Require(string name) => Find(name) ?? throw new FamilyFileException(PlaceOf(name), "is required.");

    /// <summary>A text of 1 to <see cref="MaxTextLength"/> characters that has to be there.</summary>
    public string RequireText(string name) => Text(Require(name), PlaceOf(name));

    /// <summary>A text of 1 to <see cref="MaxTextLength"/> characters, or null when it is absent.</summary>
    public string? FindText(string name) => Find(name) is { } value ? Text(value, PlaceOf(name)) : null;

    /// <summary>A text of a form.</summary>
    /// <param name="name">The property.</param>
    /// <param name="isForm">Whether a text is of the form.</param>
    /// <param name="formInWords">The form for people.</param>
    public string RequireText(string name, Func<string, bool> isForm, string formInWords) => RequireText(name) is var text && isForm(text)
        ? text
        : throw new FamilyFileException(PlaceOf(name), $"must be {formInWords}.");

    /// <summary>A boolean, false when it is absent.</summary>
    public bool Flag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw new FamilyFileException(PlaceOf(name), "must be true or false."),
    };

    /// <summary>Distinct texts, at most <see cref="MaxListLength"/>, or null when the property is absent.</summary>
    public ImmutableArray<string>? FindTexts(string name)
    {
        if (Find(name) is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxListLength)
        {
            throw new FamilyFileException(PlaceOf(name), $"must be an array of at most {MaxListLength} strings.");
        }

        ImmutableArray<string> texts = [.. list.EnumerateArray().Select((item, i) => Text(item, $"{PlaceOf(name)}[{i}]"))];
        return texts.Distinct().Count() == texts.Length ? texts : throw new FamilyFileException(PlaceOf(name), "names something twice.");
    }

    /// <summary>Distinct texts, one or more.</summary>
    public ImmutableArray<string> RequireTexts(string name)
    {
        _ = Require(name);
        return FindTexts(name) is { IsEmpty: false } texts ? texts : throw new FamilyFileException(PlaceOf(name), "must not be empty.");
    }

    private static string Text(JsonElement value, string place)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is { Length: > 0 and <= 2 * MaxTextLength } && text.EnumerateRunes().Count() <= MaxTextLength
            ? text
            : throw new FamilyFileException(place, $"must be a string of 1 to {MaxTextLength} characters.");
    }
}
