using System.Globalization;
using System.Text;
using Tito.Core.Certification;

namespace Tito.Cli.Certify;

/// <summary>A certification as a page to keep: the same for the same template, tokenizer and options, so it holds no time.</summary>
internal static class CertificateMarkdown
{
    /// <summary>Writes the page.</summary>
    public static string Write(CertificationReport report)
    {
        var page = new StringBuilder();
        Line(page, $"# Certificate: {report.TemplateName} for family {report.Family}");
        Line(page, $"");
        Line(page, $"Verdict: **{(report.IsCertified ? "append-only on every surface" : "refused")}**.");
        Line(page, $"");
        Line(page, $"| | |");
        Line(page, $"| --- | --- |");
        Line(page, $"| template SHA-256 | `{report.TemplateDigest}` |");
        Line(page, $"| tokenizer SHA-256 | `{report.TokenizerDigest}` |");
        Line(page, $"| exhausted, wide alphabet | {report.WideCount:N0} conversations up to {report.Options.WideDepth} messages |");
        var options = report.Options;
        FormattableString lengths = $"{options.WideDepth + 1} to {options.Depth} messages";
        Line(page, $"| exhausted, narrow alphabet | {report.NarrowCount:N0} conversations of {lengths} |");
        FormattableString paths = $"{options.RandomCount:N0} paths of up to {2 * options.Depth} messages, seed {options.Seed}";
        Line(page, $"| random | {report.RandomCount:N0} conversations on {paths} |");
        Line(page, $"| template arguments and tools | {report.SettingCount} settings |");
        Line(page, $"| openings that the template raises on | {report.RefusedCount:N0} |");
        Line(page, $"");
        Line(page, $"| appended roles | conversations | verdict |");
        Line(page, $"| --- | --- | --- |");
        foreach (var surface in report.Surfaces)
        {
            var verdict = surface.Defect is { } defect ? $"refused: {CounterexampleText.Name(defect.Kind)}" : "certified";
            Line(page, $"| {surface.Surface} | {surface.ConversationCount:N0} | {verdict} |");
        }

        foreach (var defect in report.Surfaces.Select(surface => surface.Defect).OfType<Counterexample>().Distinct())
        {
            Line(page, $"");
            Line(page, $"## Counterexample for {(defect.Surface == default ? "every surface" : defect.Surface.ToString())}");
            Line(page, $"");
            Line(page, $"````text");
            Line(page, $"{CounterexampleText.Write(defect)}");
            Line(page, $"````");
        }

        return page.ToString();
    }

    private static void Line(StringBuilder page, FormattableString line) =>
        page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
