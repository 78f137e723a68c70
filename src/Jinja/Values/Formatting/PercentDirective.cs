using System.Numerics;
using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Formatting;

/// <summary>One directive of printf-style formatting.</summary>
internal sealed record PercentDirective(char Type, string Flags, int Width, int? Precision)
{
    public string Format(Value value, RenderState state)
    {
        state.Reserve(Math.Max(Width, Precision ?? 0));
        switch (Type)
        {
            case 's':
                return Pad("", Cut(value.ToText(state)), false);
            case 'r':
                return Pad("", Cut(value.ToRepr(state)), false);
            case 'a':
                return Pad("", Cut(ToAscii(value.ToRepr(state))), false);
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
            default:
                return Numbers.TryInteger(value, out var integer)
                    ? integer
                    : throw EvaluationFault.Type($"%{Type} format: a real number is required, not {value.TypeName}");
        }
    }

    private BigInteger ToExactInteger(Value value) => Numbers.TryInteger(value, out var integer)
        ? integer
        : throw EvaluationFault.Type($"%{Type} format: an integer is required, not {value.TypeName}");

    private static double ToDouble(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.IsNumber(value) => Numbers.ToDouble(value),
        _ => throw EvaluationFault.Type($"must be real number, not {value.TypeName}"),
    };

    private static string Character(Value value) => value switch
    {
        StringValue text when CodePoints.Count(text.Text) == 1 => text.Text,
        _ when Numbers.TryInteger(value, out var code) => ValueFormat.Character(code),
        _ => throw EvaluationFault.Type("%c requires int or char"),
    };
}
