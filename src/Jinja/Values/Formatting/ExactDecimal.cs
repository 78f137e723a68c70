using System.Globalization;
using System.Numerics;

namespace Tito.Jinja.Values.Formatting;

/// <summary>The decimal digits of a double, rounded half to even on its exact binary value, as CPython's dtoa rounds them.</summary>
internal static class ExactDecimal
{
    /// <summary>No double has more digits than this after the point: everything further is zero.</summary>
    private const int MaxFraction = 1100;

    /// <summary>The number with a fixed count of digits after the point; the sign is left out.</summary>
    public static string ToFixed(double value, int precision)
    {
        var exact = Math.Min(precision, MaxFraction);
        var digits = Scale(Math.Abs(value), exact).ToString(CultureInfo.InvariantCulture).PadLeft(exact + 1, '0');
        return precision == 0 ? digits : $"{digits[..^exact]}.{digits[^exact..]}{new string('0', precision - exact)}";
    }

    /// <summary>One digit before the point, a fixed count after it, and the exponent; the sign is left out.</summary>
    public static (string Digits, int Exponent) ToScientific(double value, int precision)
    {
        var exact = Math.Min(precision, MaxFraction);
        var magnitude = Math.Abs(value);
        if (magnitude == 0)
        {
            return (new string('0', precision + 1), 0);
        }

        // From below, since the logarithm may be off by one: from above, 9.9…95e-8 would be rounded at the place of 1e-7. Rounding may
        // carry into a new digit as well.
        var exponent = (int)Math.Floor(Math.Log10(magnitude)) - 1;
        var digits = Scale(magnitude, exact - exponent).ToString(CultureInfo.InvariantCulture);
        while (digits.Length > exact + 1)
        {
            exponent++;
            digits = Scale(magnitude, exact - exponent).ToString(CultureInfo.InvariantCulture);
        }

        return (digits + new string('0', precision - exact), exponent);
    }

    /// <summary>The double nearest to the value rounded at a decimal place: Python's <c>round</c>.</summary>
    public static double Round(double value, int places)
    {
        if (!double.IsFinite(value) || places > 400)
        {
            return value;
        }

        if (places < -400)
        {
            return Math.CopySign(0, value);
        }

        var text = $"{Scale(Math.Abs(value), places).ToString(CultureInfo.InvariantCulture)}e{-places}";
        return Math.CopySign(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), value);
    }

    /// <summary>The value times a power of ten, rounded half to even.</summary>
    private static BigInteger Scale(double magnitude, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(magnitude);
        var exponent = (int)(bits >> 52);
        var mantissa = new BigInteger((bits & 0xfffffffffffffL) | (exponent == 0 ? 0 : 1L << 52));
        exponent = Math.Max(exponent, 1) - 1075;
        var numerator = mantissa * BigInteger.Pow(2, Math.Max(exponent, 0)) * BigInteger.Pow(10, Math.Max(power, 0));
        var denominator = BigInteger.Pow(2, Math.Max(-exponent, 0)) * BigInteger.Pow(10, Math.Max(-power, 0));
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        var order = (remainder * 2).CompareTo(denominator);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
