using System.Globalization;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Formatting;

/// <summary>
/// Python's format specification mini-language:
/// <c>[[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]</c>.
/// </summary>
internal sealed record FormatSpec
{
    public string Fill { get; private init; } = " ";

    /// <summary>One of <c>&lt;&gt;=^</c>.</summary>
    public char Align { get; private init; }

    public char? Sign { get; private init; }

    public bool IsAlternate { get; private init; }

    public int Width { get; private init; }

    public char? Grouping { get; private init; }

    public int? Precision { get; private init; }

    public char? Type { get; private init; }

    /// <summary>Reads a specification for a value of a type with this alignment.</summary>
    /// <exception cref="EvaluationFault">It is not a specification.</exception>
    public static FormatSpec Parse(string text, char defaultAlign)
    {
        var spec = new FormatSpec { Align = defaultAlign };
        var index = 0;
        var (hasFill, hasAlign) = (false, false);
        var fillLength = text.Length > 0 && char.IsHighSurrogate(text[0]) ? 2 : 1;
        if (text.Length > fillLength && IsAlign(text[fillLength]))
        {
            spec = spec with { Fill = text[..fillLength], Align = text[fillLength] };
            index = fillLength + 1;
            hasFill = hasAlign = true;
        }
        else if (text.Length > 0 && IsAlign(text[0]))
        {
            spec = spec with { Align = text[index++] };
            hasAlign = true;
        }

        if (At(text, index) is '+' or '-' or ' ')
        {
            spec = spec with { Sign = text[index++] };
        }

        if (At(text, index) == '#')
        {
            spec = spec with { IsAlternate = true };
            index++;
        }

        // CPython: "if (!fill_char_specified && … == '0') { format->fill_char = '0'; if (!align_specified && default_align == '>')
        // { format->align = '='; } }". Behind a fill the zero is the width's.
        if (!hasFill && At(text, index) == '0')
        {
            spec = spec with { Fill = "0", Align = !hasAlign && defaultAlign == '>' ? '=' : spec.Align };
            index++;
        }

        spec = spec with { Width = ReadNumber(text, ref index) ?? 0 };
        if (At(text, index) is ',' or '_')
        {
            spec = spec with { Grouping = text[index++] };
        }

        if (At(text, index) == '.')
        {
            index++;
            var precision = ReadNumber(text, ref index) ?? throw EvaluationFault.Argument("Format specifier missing precision");
            spec = spec with { Precision = precision };
        }

        if (index < text.Length)
        {
            spec = spec with { Type = text[index++] };
        }

        return index == text.Length ? spec : throw EvaluationFault.Argument("Invalid format specifier");
    }

    /// <summary>Pads a text to the width; the sign-aware alignment pads after the prefix.</summary>
    public string Pad(string prefix, string body, RenderState state)
    {
        var missing = Width - CodePoints.Count(prefix) - CodePoints.Count(body);
        if (missing <= 0)
        {
            return prefix + body;
        }

        state.Reserve((long)missing * Fill.Length);
        var (left, right) = Align switch
        {
            '<' => (0, missing),
            '^' => (missing / 2, missing - (missing / 2)),
            '=' => (-1, 0),
            _ => (missing, 0),
        };
        return left < 0 ? prefix + Repeat(missing) + body : Repeat(left) + prefix + body + Repeat(right);
    }

    private string Repeat(int count) => string.Concat(Enumerable.Repeat(Fill, count));

    private static bool IsAlign(char character) => character is '<' or '>' or '=' or '^';

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private static int? ReadNumber(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
        {
            index++;
        }

        if (index == start)
        {
            return null;
        }

        return int.TryParse(text.AsSpan(start, index - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw EvaluationFault.Argument("Too many decimal digits in format string");
    }
}
