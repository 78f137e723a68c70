using System.Globalization;
using Tito.Core.Models;

namespace Tito.Server.Options;

/// <summary>The option <c>--routed-experts</c>: <c>whole:48x8</c> or <c>additive:48x8</c>, for layers and experts a token.</summary>
internal static class RoutedExpertsOption
{
    private const string Takes = "whole:LAYERSxTOPK or additive:LAYERSxTOPK, as additive:48x8";
    private const int MostLayers = 10_000;
    private const int MostExperts = 10_000;

    /// <summary>Reads the option's value.</summary>
    /// <exception cref="OptionException">It has another form.</exception>
    public static RoutedExpertsCapture Parse(string value)
    {
        var parts = value.Split(':', 'x');
        return parts.Length == 3 && parts[0] is "whole" or "additive"
            && Number(parts[1], MostLayers) is { } layers && Number(parts[2], MostExperts) is { } topK
            ? new(layers, topK, Additive: parts[0] == "additive")
            : throw new OptionException("routed-experts", Takes);
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : null;
}
