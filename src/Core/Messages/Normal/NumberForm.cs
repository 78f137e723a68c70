using System.Globalization;

namespace Tito.Core.Messages.Normal;

/// <summary>The one text of a number's value: 60000, 60000.0 and 6e4 are <c>6e4</c>.</summary>
internal static class NumberForm
{
    /// <summary>Beyond this an exponent is not calculated with: then the number's own text stands for it.</summary>
    private const long LargestExponent = 1_000_000_000_000;

    /// <summary>The text of a number's value.</summary>
    /// <param name="literal">A number of JSON.</param>
    /// <param name="exact">Whether a fraction keeps all of its digits; else those of the nearest float64.</param>
    public static string Of(ReadOnlySpan<char> literal, bool exact)
    {
        var power = literal.IndexOfAny('e', 'E');
        var mantissa = power < 0 ? literal : literal[..power];
        var exponent = 0L;
        if (power >= 0
            && (!long.TryParse(literal[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs(exponent) > LargestExponent))
        {
            return literal.ToString().ToLowerInvariant();
        }

        var isNegative = mantissa[0] == '-';
        var point = mantissa.IndexOf('.');
        var digits = string.Concat(
            point < 0 ? mantissa[(isNegative ? 1 : 0)..] : mantissa[(isNegative ? 1 : 0)..point], point < 0 ? "" : mantissa[(point + 1)..]);
        var significant = digits.AsSpan().TrimEnd('0');
        exponent += digits.Length - significant.Length - (point < 0 ? 0 : mantissa.Length - point - 1);
        significant = significant.TrimStart('0');
        return significant.IsEmpty ? "0"
            : !exact && exponent < 0 && Nearest(literal) is { } nearest ? Of(nearest, exact: true)
            : string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{significant}e{exponent}");
    }

    private static string? Nearest(ReadOnlySpan<char> literal) =>
        double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture) is not 0 and var nearest && double.IsFinite(nearest)
            ? nearest.ToString("R", CultureInfo.InvariantCulture)
            : null;
}
