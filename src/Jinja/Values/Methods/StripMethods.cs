using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>strip</c>, <c>lstrip</c>, <c>rstrip</c>, <c>removeprefix</c> and <c>removesuffix</c>.</summary>
internal static class StripMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("strip", "self, chars?, /", static (in call) => Strip(call, true, true)),
        new("lstrip", "self, chars?, /", static (in call) => Strip(call, true, false)),
        new("rstrip", "self, chars?, /", static (in call) => Strip(call, false, true)),
        new("removeprefix", "self, prefix, /", static (in call) => new StringValue(
            call.TargetText.StartsWith(call.Text(1), StringComparison.Ordinal) ? call.TargetText[call.Text(1).Length..] : call.TargetText)),
        new("removesuffix", "self, suffix, /", static (in call) => new StringValue(
            call.TargetText.EndsWith(call.Text(1), StringComparison.Ordinal) ? call.TargetText[..^call.Text(1).Length] : call.TargetText)),
    ];

    /// <summary>Takes characters off the ends; without a set, Python's whitespace.</summary>
    public static string Strip(string text, string? characters, bool atStart, bool atEnd)
    {
        if (characters is not null && CodePoints.HasSurrogates(characters))
        {
            return StripRunes(text, characters, atStart, atEnd);
        }

        var start = 0;
        var end = text.Length;
        while (atStart && start < end && IsStripped(text[start], characters))
        {
            start++;
        }

        while (atEnd && end > start && IsStripped(text[end - 1], characters))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsStripped(char character, string? characters) =>
        characters is null ? PythonText.IsSpace(character) : characters.Contains(character, StringComparison.Ordinal);

    private static Value Strip(in Call call, bool atStart, bool atEnd)
    {
        var text = call.TargetText;
        call.State.ChargeText(text.Length);
        if (call.Find(1) is not (null or NoneValue or StringValue))
        {
            throw EvaluationFault.Type("strip arg must be None or str");
        }

        var stripped = Strip(text, call.Has(1) ? call.Text(1) : null, atStart, atEnd);
        return stripped.Length == text.Length ? call.Target : new StringValue(stripped);
    }

    private static string StripRunes(string text, string characters, bool atStart, bool atEnd)
    {
        var set = CodePoints.ToRunes(characters);
        var runes = CodePoints.ToRunes(text);
        var start = 0;
        var end = runes.Length;
        while (atStart && start < end && set.Contains(runes[start]))
        {
            start++;
        }

        while (atEnd && end > start && set.Contains(runes[end - 1]))
        {
            end--;
        }

        return string.Concat(runes[start..end]);
    }
}
