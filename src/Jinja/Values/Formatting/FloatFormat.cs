namespace Tito.Jinja.Values.Formatting;

/// <summary>A double in the types <c>e</c>, <c>f</c>, <c>g</c> and <c>%</c>; sign and padding are the caller's.</summary>
internal static class FloatFormat
{
    /// <summary>The magnitude's text.</summary>
    /// <param name="value">Any double.</param>
    /// <param name="type">One of <c>eEfFgG%</c>.</param>
    /// <param name="precision">Digits after the point, or significant ones for <c>g</c>; 0 or more.</param>
    /// <param name="isAlternate">Whether the point stays without digits after it, and <c>g</c> keeps its zeros.</param>
    public static string Format(double value, char type, int precision, bool isAlternate)
    {
        if (type == '%')
        {
            return Format(value * 100, 'f', precision, isAlternate) + "%";
        }

        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "nan" : "inf";
            return char.IsUpper(type) ? word.ToUpperInvariant() : word;
        }

        return type switch
        {
            'f' or 'F' => WithPoint(ExactDecimal.ToFixed(value, precision), isAlternate),
            'e' or 'E' => Scientific(ExactDecimal.ToScientific(value, precision), type, isAlternate),
            _ => General(value, type, Math.Max(precision, 1), isAlternate, keepsFraction: false),
        };
    }

    /// <summary>Without a type: like <c>repr</c>, or with a precision like <c>g</c> with at least one digit after the point.</summary>
    public static string Plain(double value, int? precision, bool isAlternate)
    {
        if (precision is { } count && double.IsFinite(value))
        {
            return General(value, 'g', Math.Max(count, 1), isAlternate, keepsFraction: true);
        }

        // "1e+16" is the one form of repr without a point.
        var text = FloatText.Repr(Math.Abs(value));
        return isAlternate && !text.Contains('.', StringComparison.Ordinal) ? text.Replace("e", ".e", StringComparison.Ordinal) : text;
    }

    private static string General(double value, char type, int precision, bool isAlternate, bool keepsFraction)
    {
        var (digits, exponent) = ExactDecimal.ToScientific(value, precision - 1);
        var letter = type == 'G' ? 'E' : 'e';

        // CPython's format_float_short: "decpt > (add_dot_0_if_finite ? precision-1 : precision)"; a fraction takes one of the digits.
        if (exponent < -4 || exponent >= (keepsFraction ? precision - 1 : precision))
        {
            return Scientific((isAlternate ? digits : TrimZeros(digits), exponent), letter, isAlternate);
        }

        var text = exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : exponent + 1 >= digits.Length ? digits : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
        if (isAlternate)
        {
            return WithPoint(text, true);
        }

        text = text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
        return keepsFraction && !text.Contains('.', StringComparison.Ordinal) ? text + ".0" : text;
    }

    private static string TrimZeros(string digits) => digits[0] + digits[1..].TrimEnd('0');

    private static string Scientific((string Digits, int Exponent) number, char letter, bool isAlternate)
    {
        var (digits, exponent) = number;
        var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : WithPoint(digits, isAlternate);
        return $"{mantissa}{letter}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string WithPoint(string text, bool isWanted) =>
        isWanted && !text.Contains('.', StringComparison.Ordinal) ? text + "." : text;
}
