using System.Globalization;
using Spectre.Console;
using Tito.Core.Certification;

namespace Tito.Cli.Certify;

/// <summary>A certification for people.</summary>
internal static class ReportPrinter
{
    /// <summary>Prints verdicts, counts, and each counterexample once.</summary>
    public static void Print(CertificationReport report, TimeSpan elapsed)
    {
        var table = new Table().AddColumns("appended roles", "conversations", "verdict");
        foreach (var surface in report.Surfaces)
        {
            table.AddRow(
                Markup.Escape(surface.Surface.ToString()),
                Number(surface.ConversationCount),
                surface.Defect is { } defect ? $"[red]refused[/]: {CounterexampleText.Name(defect.Kind)}" : "[green]certified[/]");
        }

        AnsiConsole.MarkupLine(Markup.Escape($"{report.TemplateName} ({report.TemplateDigest}) for family {report.Family}"));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"{Number(report.ConversationCount)} conversations in {elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s "
            + $"({Number((long)(report.ConversationCount / elapsed.TotalSeconds))} a second): "
            + $"{Number(report.WideCount)} to {report.Options.WideDepth} messages in the wide alphabet, "
            + $"{Number(report.NarrowCount)} more to {report.Options.Depth} in the narrow one, "
            + $"{Number(report.RandomCount)} on random paths; {report.SettingCount} settings; "
            + $"{Number(report.RefusedCount)} openings that the template raises on.");
        foreach (var defect in report.Surfaces.Select(surface => surface.Defect).OfType<Counterexample>().Distinct())
        {
            AnsiConsole.WriteLine();
            Console.Out.WriteLine(CounterexampleText.Write(defect));
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
