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
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "nan" : "inf";
            word = char.IsUpper(type) ? word.ToUpperInvariant() : word;
            return type == '%' ? word + "%" : word;
        }

        return type switch
        {
            'f' or 'F' => WithPoint(ExactDecimal.ToFixed(value, precision), isAlternate),
            '%' => WithPoint(ExactDecimal.ToFixed(value * 100, precision), isAlternate) + "%",
            'e' or 'E' => Scientific(ExactDecimal.ToScientific(value, precision), type, isAlternate),
            _ => General(value, type, Math.Max(precision, 1), isAlternate),
        };
    }

    private static string General(double value, char type, int precision, bool isAlternate)
    {
        var (digits, exponent) = ExactDecimal.ToScientific(value, precision - 1);
        var letter = type == 'G' ? 'E' : 'e';
        if (exponent < -4 || exponent >= precision)
        {
            return Scientific((isAlternate ? digits : TrimZeros(digits), exponent), letter, isAlternate);
        }

        var text = exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : exponent + 1 >= digits.Length ? digits : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
        return isAlternate ? WithPoint(text, true) : text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
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
