using System.Globalization;

namespace Tito.Tests.Browser.Inspector;

/// <summary>WCAG 2.2, "contrast ratio".</summary>
internal static class Contrast
{
    /// <summary>(L1 + 0.05) / (L2 + 0.05), where L1 is the lighter one's relative luminance.</summary>
    public static double Of(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>WCAG 2.2, "relative luminance", of a colour that is written as <c>rgb(r, g, b)</c>.</summary>
    private static double Luminance(string colour)
    {
        var parts = colour["rgb(".Length..^1].Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture) / 255)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
