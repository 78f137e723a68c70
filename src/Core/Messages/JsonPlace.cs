using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>
/// A JSON value from outside with the place where it stands. Each reader takes one kind of value and refuses the others by their place.
/// </summary>
/// <param name="Json">The value; <see cref="JsonValueKind.Undefined"/> where the field is not there.</param>
/// <param name="Name">The place, as <c>turns[2].completion</c>; empty for an object whose fields are named alone.</param>
/// <param name="Refuse">Makes the error from a place, what is wrong there, and the cause or null: every file format has its own.</param>
public readonly record struct JsonPlace(JsonElement Json, string Name, Func<string, string, Exception?, Exception> Refuse)
{
    /// <summary>This value, or null when the field is not there.</summary>
    public JsonPlace? Found => Json.ValueKind == JsonValueKind.Undefined ? null : this;

    /// <summary>This value, or null when the field is not there or JSON <c>null</c>.</summary>
    public JsonPlace? Present => Json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : this;

    /// <summary>A field; where it is not there, its readers refuse it.</summary>
    public JsonPlace this[string field] => this with
    {
        Json = Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(field, out var value) ? value : default,
        Name = Name.Length == 0 ? field : $"{Name}.{field}",
    };

    /// <summary>The error that says what is wrong here.</summary>
    public Exception Refusal(string reason, Exception? cause = null) => Refuse(Name, reason, cause);

    /// <summary>This value, if it is an object.</summary>
    public JsonPlace Object() => Json.ValueKind == JsonValueKind.Object ? this : throw Refusal("must be an object.");

    /// <summary>An object, if it has these fields and no others.</summary>
    /// <param name="known">The fields that it may have.</param>
    public JsonPlace Object(ImmutableArray<string> known)
    {
        foreach (var field in Object().Json.EnumerateObject())
        {
            if (KeyOf(field) is var name && !known.Contains(name))
            {
                throw this[name].Refusal($"is not known here; known are {string.Join(", ", known)}.");
            }
        }

        return this;
    }

    private string KeyOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException broken)
        {
            throw Refusal("has a key with a lone surrogate, or with bytes that are not UTF-8.", broken);
        }
    }

    /// <summary>The items of an array, each with its place.</summary>
    public IEnumerable<JsonPlace> Items()
    {
        var array = this;
        return Json.ValueKind == JsonValueKind.Array
            ? Json.EnumerateArray().Select((item, i) => array with { Json = item, Name = $"{array.Name}[{i}]" })
            : throw Refusal("must be an array.");
    }

    /// <summary>A string in which every character is Unicode.</summary>
    public string Text() => Json.ValueKind == JsonValueKind.String ? Valid().Json.GetString()! : throw Refusal("must be a string.");

    /// <summary>True or false.</summary>
    public bool Flag() =>
        Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : throw Refusal("must be true or false.");

    /// <summary>A whole number of 32 bits, negative ones included.</summary>
    public int Int32() => TryInt32() ?? throw Refusal("must be a whole number of 32 bits.");

    /// <summary>A whole number of 32 bits that is 0 or more.</summary>
    public int Count() => TryInt32() is { } count and >= 0 ? count : throw Refusal("must be a whole number of 0 or more.");

    /// <summary>A time in ISO 8601; one without a zone is UTC.</summary>
    public DateTimeOffset Time() =>
        DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : throw Refusal("must be a time in ISO 8601.");

    /// <summary>An array of token ids, int32.</summary>
    public ImmutableArray<int> TokenIds() =>
        [.. Items().Select(item => item.TryInt32() is { } id and >= 0 ? id : throw item.Refusal("must be a token id, 0 or more."))];

    /// <summary>The member of an enum that has this word.</summary>
    public T Word<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>()
        where T : struct, Enum =>
            WireName.Find<T>(Json.ValueKind == JsonValueKind.String ? Text() : null)
                ?? throw Refusal($"must be one of {WireName.All<T>()}.");

    /// <summary>This value, if every character of its strings is Unicode, so that it can be stored.</summary>
    public JsonPlace Valid()
    {
        try
        {
            JsonText.RequireValid(Json, Name);
            return this;
        }
        catch (MessageException wrong)
        {
            throw Refuse(wrong.Param.TrimStart('.'), "holds a lone surrogate, which is not a Unicode character.", wrong);
        }
    }

    private int? TryInt32() => Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) ? number : null;
}
