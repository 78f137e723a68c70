namespace Tito.Replay.Reports;

/// <summary>The report for people.</summary>
internal static class HtmlReport
{
    /// <summary>The whole file, UTF-8.</summary>
    public static byte[] Write(ReplaySummary summary) => throw new NotSupportedException($"{summary.Count}");
}
