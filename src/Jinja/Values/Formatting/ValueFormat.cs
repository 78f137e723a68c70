using System.Numerics;
using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Formatting;

/// <summary>Python's <c>format(value, spec)</c>.</summary>
internal static class ValueFormat
{
    public static string Format(Value value, string text, RenderState state)
    {
        if (text.Length == 0)
        {
            return value.ToText(state);
        }

        switch (value)
        {
            case StringValue source:
                return FormatText(source.Text, FormatSpec.Parse(text, '<'), state);
            case FloatValue number:
                return FormatFloat(number.Value, FormatSpec.Parse(text, '>'), state);
            case IntegerValue or BooleanValue:
                _ = Numbers.TryInteger(value, out var integer);
                return FormatInteger(integer, FormatSpec.Parse(text, '>'), state);
            default:
                throw EvaluationFault.Type($"unsupported format string passed to {value.TypeName}.__format__");
        }
    }

    private static string FormatText(string text, FormatSpec spec, RenderState state)
    {
        if (spec.Align == '=')
        {
            throw EvaluationFault.Argument("'=' alignment not allowed in string format specifier");
        }

        if (spec.Type is not (null or 's') || spec.Sign is not null || spec.IsAlternate || spec.Grouping is not null)
        {
            throw EvaluationFault.Argument("Invalid format specifier for a string");
        }

        if (spec.Precision is { } precision && precision < CodePoints.Count(text))
        {
            text = text[..CodePoints.ToUtf16(text, precision)];
        }

        return spec.Pad("", text, state);
    }

    private static string FormatInteger(BigInteger value, FormatSpec spec, RenderState state)
    {
        switch (spec.Type)
        {
            case null or 'd' or 'n' or 'x' or 'X' or 'o' or 'b':
                if (spec.Precision is not null)
                {
                    throw EvaluationFault.Argument("Precision not allowed in integer format specifier");
                }

                var type = spec.Type ?? 'd';
                RequireGrouping(spec, type);
                var prefix = Sign(value.Sign < 0, spec) + (spec.IsAlternate ? IntegerFormat.Prefix(type) : "");
                var digits = Group(IntegerFormat.Digits(value, type), spec, type is 'x' or 'X' or 'o' or 'b' ? 4 : 3, prefix.Length, state);
                return spec.Pad(prefix, digits, state);
            case 'c':
                if (spec.Sign is not null || spec.IsAlternate || spec.Precision is not null || spec.Grouping is not null)
                {
                    throw EvaluationFault.Argument("Only a width is allowed with integer format specifier 'c'");
                }

                return spec.Pad("", Character(value), state);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return FormatFloat(Numbers.ToDouble(value), spec, state);
            default:
                throw EvaluationFault.Argument($"Unknown format code {PythonText.Repr(spec.Type.ToString()!)} for object of type 'int'");
        }
    }

    /// <summary>The character of a code point.</summary>
    public static string Character(BigInteger value) => value >= 0 && value <= 0x10ffff && Rune.TryCreate((int)value, out var rune)
        ? rune.ToString()
        : throw EvaluationFault.Arithmetic("%c arg not in range(0x110000)");

    private static string FormatFloat(double value, FormatSpec spec, RenderState state)
    {
        if (spec.Type is not (null or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'))
        {
            throw EvaluationFault.Argument($"Unknown format code {PythonText.Repr(spec.Type.ToString()!)} for object of type 'float'");
        }

        RequireGrouping(spec, spec.Type ?? 'g');
        state.Reserve(spec.Precision ?? 0);
        var isNegative = double.IsNegative(value) && !double.IsNaN(value);
        var body = spec.Type is null ? FloatFormat.Plain(value, spec.Precision, spec.IsAlternate) : FloatFormat.Format(
            value, spec.Type == 'n' ? 'g' : spec.Type.Value, spec.Precision ?? 6, spec.IsAlternate);
        var prefix = Sign(isNegative, spec);
        return spec.Pad(prefix, char.IsAsciiDigit(body[0]) ? Group(body, spec, 3, prefix.Length, state) : body, state);
    }

    private static void RequireGrouping(FormatSpec spec, char type)
    {
        var isBinary = type is 'x' or 'X' or 'o' or 'b';
        if (spec.Grouping is { } grouping && (type == 'n' || (grouping == ',' && isBinary)))
        {
            throw EvaluationFault.Argument($"Cannot specify '{grouping}' with '{type}'.");
        }
    }

    private static string Sign(bool isNegative, FormatSpec spec) => isNegative ? "-" : spec.Sign is '+' or ' ' ? spec.Sign.ToString()! : "";

    /// <summary>Separators between groups of the integer part; zero padding is grouped too.</summary>
    private static string Group(string text, FormatSpec spec, int size, int prefixLength, RenderState state)
    {
        if (spec.Grouping is not { } separator)
        {
            return text;
        }

        var end = text.AsSpan().IndexOfAny(".eE%");
        end = end < 0 ? text.Length : end;
        var digits = text[..end];
        var wanted = spec is { Fill: "0", Align: '=' } ? spec.Width - prefixLength - (text.Length - end) : 0;
        state.Reserve(Math.Max(0, wanted));
        var grouped = Insert(digits, separator, size);
        while (grouped.Length < wanted)
        {
            digits = "0" + digits;
            grouped = Insert(digits, separator, size);
        }

        return grouped + text[end..];
    }

    private static string Insert(string digits, char separator, int size)
    {
        var builder = new StringBuilder(digits);
        for (var index = digits.Length - size; index > 0; index -= size)
        {
            builder.Insert(index, separator);
        }

        return builder.ToString();
    }
}
