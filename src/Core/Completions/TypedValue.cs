using System.Buffers;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Completions;

/// <summary>The JSON that the text of an argument stands for.</summary>
/// <remarks>
/// Templates write strings as they are and other values as JSON, or as Python's <c>str()</c> has them (<c>True</c>, <c>None</c>). A text
/// that is none of the types that its parameter takes is a string, as the published parsers have it: nothing of it is lost.
/// </remarks>
internal static class TypedValue
{
    private static readonly SearchValues<char> Fraction = SearchValues.Create(".eE");

    /// <summary>The JSON of a text.</summary>
    /// <param name="text">The value's text without the lines that its format writes around it.</param>
    /// <param name="types">What the parameter takes, or <see cref="ParameterTypes.None"/>.</param>
    /// <param name="guesses">Whether a text without a type that is JSON, but no string, is that JSON; otherwise it is a string.</param>
    public static string ToJson(string text, ParameterTypes types, bool guesses)
    {
        var bare = text.Trim();
        if (types == ParameterTypes.None)
        {
            return guesses && StrictJson.TryParse(bare) is { ValueKind: not JsonValueKind.String } ? bare : Quote(text);
        }

        if (bare is "null" or "None" && (types.HasFlag(ParameterTypes.Null) || !types.HasFlag(ParameterTypes.String)))
        {
            return "null";
        }

        if (types.HasFlag(ParameterTypes.Boolean) && bool.TryParse(bare, out var flag))
        {
            return flag ? "true" : "false";
        }

        if ((types & ~(ParameterTypes.Null | ParameterTypes.Boolean | ParameterTypes.String)) == 0)
        {
            return Quote(text);
        }

        if (StrictJson.TryParse(bare) is { } json)
        {
            return Takes(types, json, bare) ? bare : Quote(text);
        }

        return PythonLiteral.ToJson(bare) is { } converted && Takes(types, StrictJson.TryParse(converted) ?? default, converted)
            ? converted
            : Quote(text);
    }

    /// <summary>The JSON of a text that its model calls JSON: as it stands, a string too; what is no JSON is a string.</summary>
    public static string OfJson(string text) => text.Trim() is var bare && StrictJson.TryParse(bare) is not null ? bare : Quote(text);

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => $"\"{CanonicalJson.Escape(text)}\"";

    /// <summary>Whether a text of a parameter that takes strings and null may yet be null.</summary>
    public static bool MayBeNull(ReadOnlySpan<char> text)
    {
        var bare = text.Trim();
        return "null".AsSpan().StartsWith(bare) || "None".AsSpan().StartsWith(bare);
    }

    private static bool Takes(ParameterTypes types, JsonElement json, string text) => json.ValueKind switch
    {
        JsonValueKind.Number => types.HasFlag(ParameterTypes.Number)
            || (types.HasFlag(ParameterTypes.Integer)
                && (!text.AsSpan().ContainsAny(Fraction) || (json.TryGetDecimal(out var number) && number == decimal.Truncate(number)))),
        JsonValueKind.Array => types.HasFlag(ParameterTypes.Array),
        JsonValueKind.Object => types.HasFlag(ParameterTypes.Object),
        _ => false,
    };
}
