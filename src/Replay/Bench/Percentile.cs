using System.Collections.Immutable;

namespace Tito.Replay.Bench;

/// <summary>Percentiles of times.</summary>
internal static class Percentile
{
    /// <summary>The smallest time that this part of them does not exceed; 0 of none.</summary>
    /// <param name="times">The times, in any order.</param>
    /// <param name="part">From 0 to 1.</param>
    public static double Of(IEnumerable<double> times, double part)
    {
        var sorted = times.Order().ToImmutableArray();
        return sorted.IsEmpty ? 0 : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
