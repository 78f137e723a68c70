using System.Numerics;
using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Formatting;

/// <summary>One directive of printf-style formatting.</summary>
/// <param name="Type">The conversion.</param>
/// <param name="Flags">The flags, in any order.</param>
/// <param name="Width">The least number of characters.</param>
/// <param name="Precision">The digits after the point, or the most characters.</param>
/// <param name="Escapes">
/// Whether the format is a Markup: each value is in markupsafe's <c>_MarkupEscapeHelper</c>, which escapes what it prints, converts
/// texts to numbers, and is neither an index nor a character.
/// </param>
internal sealed record PercentDirective(char Type, string Flags, int Width, int? Precision, bool Escapes)
{
    public string Format(Value value, RenderState state)
    {
        state.Reserve(Math.Max(Width, Precision ?? 0));
        switch (Type)
        {
            case 's':
                return Pad("", Cut(Escapes ? MarkupValue.Escape(value, state).Text : value.ToText(state)), false);
            case 'r':
                return Pad("", Cut(Repr(value, state)), false);
            case 'a':
                return Pad("", Cut(ToAscii(Repr(value, state))), false);
            case 'c':
                return Pad("", Character(value), false);
            case 'd' or 'i' or 'u':
                return FormatInteger(ToInteger(value), 'd');
            case 'x' or 'X' or 'o':
                return FormatInteger(ToExactInteger(value), Type);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                return FormatFloat(ToDouble(value));
            default:
                throw EvaluationFault.Argument($"unsupported format character {PythonText.Repr(Type.ToString())} ({(int)Type:x})");
        }
    }

    /// <summary><c>ascii()</c>: everything beyond ASCII escaped.</summary>
    public static string ToAscii(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                < 0x80 => builder.Append((char)rune.Value),
                <= 0xff => builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                <= 0xffff => builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }

        return builder.ToString();
    }

    private string Repr(Value value, RenderState state) =>
        Escapes ? HtmlEscape.Apply(value.ToRepr(state), state) : value.ToRepr(state);

    private bool Has(char flag) => Flags.Contains(flag, StringComparison.Ordinal);

    private string Cut(string text) =>
        Precision is { } precision && precision < CodePoints.Count(text) ? text[..CodePoints.ToUtf16(text, precision)] : text;

    private string Pad(string prefix, string body, bool allowZero)
    {
        var missing = Math.Max(0, Width - CodePoints.Count(prefix) - CodePoints.Count(body));
        return Has('-') ? prefix + body + new string(' ', missing)
            : allowZero && Has('0') ? prefix + new string('0', missing) + body
            : new string(' ', missing) + prefix + body;
    }

    private string Sign(bool isNegative) => isNegative ? "-" : Has('+') ? "+" : Has(' ') ? " " : "";

    private string FormatInteger(BigInteger value, char type)
    {
        var digits = IntegerFormat.Digits(value, type).PadLeft(Precision ?? 0, '0');
        return Pad(Sign(value.Sign < 0) + (Has('#') ? IntegerFormat.Prefix(type) : ""), digits, true);
    }

    private string FormatFloat(double value) => Pad(
        Sign(double.IsNegative(value) && !double.IsNaN(value)), FloatFormat.Format(value, Type, Precision ?? 6, Has('#')), true);

    private BigInteger ToInteger(Value value)
    {
        switch (value)
        {
            case FloatValue number:
                return Numbers.Truncate(number.Value);
            case UndefinedValue undefined:
                throw undefined.Fault();
            case StringValue text when Escapes:
                return NumberConversion.TryParseInteger(text.Text, 10)
                    ?? throw EvaluationFault.Argument($"invalid literal for int() with base 10: {PythonText.Repr(text.Text)}");
            default:
                return Numbers.TryInteger(value, out var integer)
                    ? integer
                    : throw EvaluationFault.Type($"%{Type} format: a real number is required, not {value.TypeName}");
        }
    }

    private BigInteger ToExactInteger(Value value) => !Escapes && Numbers.TryInteger(value, out var integer)
        ? integer
        : throw EvaluationFault.Type($"%{Type} format: an integer is required, not {value.TypeName}");

    private double ToDouble(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.IsNumber(value) => Numbers.ToDouble(value),
        StringValue text when Escapes => NumberConversion.TryParseFloat(text.Text)
            ?? throw EvaluationFault.Argument($"could not convert string to float: {PythonText.Repr(text.Text)}"),
        _ => throw EvaluationFault.Type($"must be real number, not {value.TypeName}"),
    };

    private string Character(Value value) => value switch
    {
        _ when Escapes => throw EvaluationFault.Type("%c requires int or char"),
        StringValue text when CodePoints.Count(text.Text) == 1 => text.Text,
        _ when Numbers.TryInteger(value, out var code) => ValueFormat.Character(code),
        _ => throw EvaluationFault.Type("%c requires int or char"),
    };
}
