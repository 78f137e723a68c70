using System.Collections.Immutable;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>What came of a replay as a whole.</summary>
/// <param name="Results">What came of each item, in order.</param>
/// <param name="Count">How many items there are; more than results where a failure ended the run.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record ReplaySummary(ImmutableArray<ReplayResult> Results, int Count, TimeSpan Elapsed)
{
    /// <summary>How many came to what they should.</summary>
    public int Passed => Results.Count(result => result.IsGreen);

    /// <summary>How many did not.</summary>
    public int Failed => Results.Length - Passed;

    /// <summary>How many were not replayed.</summary>
    public int NotRun => Count - Results.Length;

    /// <summary>How many turns were taken.</summary>
    public long Turns => Results.Sum(result => (long)result.Turns);

    /// <summary>How many items a second.</summary>
    public double Rate => Results.Length / Math.Max(Elapsed.TotalSeconds, 0.001);
}
