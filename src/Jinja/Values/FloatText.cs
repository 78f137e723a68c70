using System.Globalization;

namespace Tito.Jinja.Values;

/// <summary>Floats as text.</summary>
internal static class FloatText
{
    /// <summary><c>repr(float)</c>: the shortest digits that read back the same, in scientific form from 1e16 up and below 1e-4.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        // "E16" would give all 17 digits; "R" gives the shortest ones, in a layout that has to be taken apart.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest[sign.Length..];
        var exponentAt = mantissa.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0
            ? 0
            : int.Parse(mantissa.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        mantissa = exponentAt < 0 ? mantissa : mantissa[..exponentAt];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? sign + "0.0" : sign + Layout(digits, point - leading);
    }

    /// <summary>Digits with the decimal point after the <paramref name="point"/>th of them.</summary>
    private static string Layout(string digits, int point)
    {
        if (point is > 16 or <= -4)
        {
            var exponent = point - 1;
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (point <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        return point >= digits.Length
            ? digits + new string('0', point - digits.Length) + ".0"
            : digits[..point] + "." + digits[point..];
    }
}
