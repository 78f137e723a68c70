using System.Globalization;
using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>Python's <c>int()</c> and <c>float()</c>.</summary>
internal static class NumberConversion
{
    /// <summary><c>float(value)</c>, or null where Python raises TypeError or ValueError.</summary>
    /// <exception cref="EvaluationFault">OverflowError and UndefinedError.</exception>
    public static double? TryFloat(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        StringValue text => TryParseFloat(text.Text),
        _ when Numbers.IsNumber(value) => Numbers.ToDouble(value),
        _ => null,
    };

    /// <summary><c>int(text, radix)</c>, or null where Python raises ValueError.</summary>
    public static BigInteger? TryParseInteger(string text, int radix)
    {
        var digits = ToAsciiDigits(StripMethods.Strip(text, null, atStart: true, atEnd: true));
        var isNegative = digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }

        (digits, radix) = ReadPrefix(digits, radix);
        if (radix is < 2 or > 36 || !TryDropUnderscores(ref digits) || (radix == 10 && digits.Length > IntegerValue.MaxDigits))
        {
            return null;
        }

        var value = BigInteger.Zero;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? (character | 32) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return isNegative ? -value : value;
    }

    private static (string Digits, int Radix) ReadPrefix(string digits, int radix)
    {
        var named = digits.Length > 1 && digits[0] == '0' ? (digits[1] | 32) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (named != 0 && (radix == named || radix == 0))
        {
            return (digits.Length > 2 && digits[2] == '_' ? digits[3..] : digits[2..], named);
        }

        // "Base 0": a decimal literal, which has no leading zeros.
        var isPlain = digits.Length > 0 && (digits[0] != '0' || digits.All(static digit => digit is '0' or '_'));
        return radix == 0 ? (isPlain ? digits : "", 10) : (digits, radix);
    }

    /// <summary>Takes single underscores from between digits; false where they stand elsewhere, and for nothing.</summary>
    private static bool TryDropUnderscores(ref string digits)
    {
        if (digits.Length == 0 || digits[0] == '_' || digits[^1] == '_' || digits.Contains("__", StringComparison.Ordinal))
        {
            return false;
        }

        digits = digits.Replace("_", "", StringComparison.Ordinal);
        return true;
    }

    /// <summary>Python reads the decimal digits of every script.</summary>
    private static string ToAsciiDigits(string text) => System.Text.Ascii.IsValid(text) ? text : string.Concat(text.EnumerateRunes().Select(
        static rune => System.Text.Rune.IsDigit(rune)
            ? ((int)System.Text.Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture)
            : rune.ToString()));

    /// <summary><c>float(text)</c>, or null where Python raises ValueError.</summary>
    public static double? TryParseFloat(string text)
    {
        var number = ToAsciiDigits(StripMethods.Strip(text, null, atStart: true, atEnd: true));
        var unsigned = number.TrimStart('+', '-');
        var word = unsigned.ToUpperInvariant();
        if (number.Length - unsigned.Length <= 1 && word is "INF" or "INFINITY" or "NAN")
        {
            return word == "NAN" ? double.NaN : number[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return IsFloatLiteral(number) && double.TryParse(
            number.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    /// <summary>Digits, sign, point and exponent only, each underscore between two digits.</summary>
    private static bool IsFloatLiteral(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var isBetweenDigits = index > 0 && index + 1 < text.Length
                && char.IsAsciiDigit(text[index - 1]) && char.IsAsciiDigit(text[index + 1]);
            var isPart = char.IsAsciiDigit(text[index]) || text[index] is '+' or '-' or '.' or 'e' or 'E';
            if (text[index] == '_' ? !isBetweenDigits : !isPart)
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
