using System.Collections.Immutable;

namespace Tito.Server.Inspector;

/// <summary>The colours by which sampled tokens are told apart when the page shows their logprobs.</summary>
internal static class ProbabilityBands
{
    private static readonly ImmutableArray<(double Least, string Name, string Meaning)> Bands =
    [
        (0.9, "p1", "90 % or more"), (0.5, "p2", "50 to 90 %"), (0.1, "p3", "10 to 50 %"), (0.01, "p4", "1 to 10 %"),
        (double.NegativeInfinity, "p5", "below 1 %"),
    ];

    /// <summary>Each band's class with what it means, the most probable first.</summary>
    public static IEnumerable<(string Name, string Meaning)> All => Bands.Select(band => (band.Name, band.Meaning));

    /// <summary>The class of a token, with a space before it; nothing for a token that was not sampled.</summary>
    /// <param name="logprob">The natural logarithm of its probability; null without one.</param>
    public static string Class(float? logprob) =>
        logprob is { } value ? $" {Bands.First(band => Math.Exp(value) >= band.Least).Name}" : "";
}
