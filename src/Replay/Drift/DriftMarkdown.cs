using System.Globalization;
using System.Text;
using Tito.Core.Messages;
using Tito.Replay.Reports;

namespace Tito.Replay.Drift;

/// <summary>A drift as a summary in Markdown, as a CI server shows it.</summary>
internal static class DriftMarkdown
{
    private const int Shown = 25;

    /// <summary>The summary.</summary>
    public static string Write(DriftSummary summary)
    {
        var text = new StringBuilder();
        Line(text, summary.IsSame ? "## tito drift: nothing changed" : "## tito drift: something drifted");
        Line(text, "");
        Line(text, $"From {MarkdownText.Plain(summary.Old)} to {MarkdownText.Plain(summary.New)}.");
        Line(text, "");
        Line(text, "| | drift | of |");
        Line(text, "| --- | ---: | ---: |");
        Count(text, "sessions", summary.Drifted, summary.Compared);
        Count(text, "turns", summary.DriftedTurns, summary.Turns);
        Count(text, $"sampled tokens ({summary.Percent})", summary.Sampled.Affected, summary.Sampled.Tokens);
        foreach (var (count, words) in summary.Shares)
        {
            Count(text, $"… {words}", count, summary.Sampled.Tokens);
        }

        if (!summary.Kinds.IsEmpty)
        {
            Line(text, "");
            Line(text, string.Create(
                CultureInfo.InvariantCulture,
                $"Turns by kind: {string.Join(", ", summary.Kinds.Select(kind => $"{WireName.Of(kind.Kind)} {kind.Turns}"))}."));
        }

        if (summary.OtherRecordings > 0)
        {
            Line(text, "");
            Line(text, $"Sessions that were recorded with another setup than the old one: {summary.OtherRecordings}.");
        }

        Sessions(text, summary);
        return text.ToString();
    }

    private static void Sessions(StringBuilder text, DriftSummary summary)
    {
        var drifted = summary.Sessions.Where(session => !session.IsSame).ToList();
        if (drifted.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "| session | what | first turn | cause |");
        Line(text, "| --- | --- | --- | --- |");
        foreach (var session in drifted.Take(Shown))
        {
            var first = session.Drifts.FirstOrDefault();
            Line(text, MarkdownText.Row(
                MarkdownText.Plain(session.Name), MarkdownText.Plain(DriftText.Of(session)),
                first is null ? "" : MarkdownText.Plain(DriftText.Of(first)), MarkdownText.Plain(first?.Cause ?? "")));
        }

        if (drifted.Count > Shown)
        {
            Line(text, "");
            Line(text, $"{drifted.Count - Shown} more sessions are not shown.");
        }
    }

    private static void Count(StringBuilder text, string name, long count, long of) => Line(text, MarkdownText.Row(
        name, count.ToString(CultureInfo.InvariantCulture), of.ToString(CultureInfo.InvariantCulture)));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
