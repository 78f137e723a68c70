using System.Globalization;
using System.Text;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>A replay as a summary in Markdown, as a CI server shows it.</summary>
internal static class ReplayMarkdown
{
    private const int Shown = 25;

    /// <summary>The summary: totals by family, the first failures, and what no oracle has seen.</summary>
    public static string Write(ReplaySummary summary)
    {
        var text = new StringBuilder();
        Line(text, string.Create(
            CultureInfo.InvariantCulture,
            $"## tito replay: {summary.Passed} passed, {summary.Failed} failed")
            + (summary.NotRun > 0 ? string.Create(CultureInfo.InvariantCulture, $", {summary.NotRun} not run") : ""));
        Line(text, "");
        Line(text, "| family | passed | failed | partly expected | turns |");
        Line(text, "| --- | ---: | ---: | ---: | ---: |");
        foreach (var family in summary.Results.GroupBy(result => result.Family.Length > 0 ? result.Family : "files"))
        {
            Line(text, MarkdownText.Row([
                MarkdownText.Plain(family.Key),
                .. new[]
                {
                    family.Count(result => result.IsGreen), family.Count(result => !result.IsGreen),
                    family.Count(result => !result.NotExpected.IsEmpty), family.Sum(result => result.Turns),
                }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ]));
        }

        Failures(text, [.. summary.Results.Where(result => !result.IsGreen)]);
        return text.ToString();
    }

    private static void Failures(StringBuilder text, List<ReplayResult> failed)
    {
        if (failed.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "| failed | where | likely cause |");
        Line(text, "| --- | --- | --- |");
        foreach (var result in failed.Take(Shown))
        {
            Line(text, MarkdownText.Row(
                MarkdownText.Plain(result.Item.Name), MarkdownText.Plain(ResultText.Of(result)), MarkdownText.Plain(result.Cause ?? "")));
        }

        if (failed.Count > Shown)
        {
            Line(text, "");
            Line(text, $"{failed.Count - Shown} more failures are not shown.");
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
