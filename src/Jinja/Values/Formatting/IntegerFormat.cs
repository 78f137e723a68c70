using System.Globalization;
using System.Numerics;
using System.Text;

namespace Tito.Jinja.Values.Formatting;

/// <summary>Integers in the bases that format types name.</summary>
internal static class IntegerFormat
{
    /// <summary>The magnitude's digits.</summary>
    public static string Digits(BigInteger value, char type)
    {
        var magnitude = BigInteger.Abs(value);
        return type switch
        {
            'x' => Hexadecimal(magnitude),
            'X' => Hexadecimal(magnitude).ToUpperInvariant(),
            'o' => InBase(magnitude, 8),
            'b' => InBase(magnitude, 2),
            _ => IntegerValue.Format(magnitude),
        };
    }

    /// <summary>The prefix of the alternate form.</summary>
    public static string Prefix(char type) => type switch
    {
        'x' or 'X' or 'o' or 'b' => $"0{type}",
        _ => "",
    };

    private static string Hexadecimal(BigInteger magnitude)
    {
        var text = magnitude.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return text.Length == 0 ? "0" : text;
    }

    private static string InBase(BigInteger magnitude, int radix)
    {
        if (magnitude.IsZero)
        {
            return "0";
        }

        var digits = new StringBuilder();
        for (; !magnitude.IsZero; magnitude /= radix)
        {
            digits.Insert(0, (char)('0' + (int)(magnitude % radix)));
        }

        return digits.ToString();
    }
}
