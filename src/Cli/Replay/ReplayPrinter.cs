using System.Globalization;
using Spectre.Console;
using Tito.Replay.Reports;
using Tito.Replay.Runs;

namespace Tito.Cli.Replay;

/// <summary>Prints what came of each item: JSON lines, or for people each failure with its place, and the totals.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="asJson">Whether JSON lines are printed.</param>
/// <param name="progress">The bar that stands in the way.</param>
internal sealed class ReplayPrinter(bool asJson, ReplayProgress progress)
{
    private const int FewItems = 60;
    private const int Unbroken = 100_000;

    private readonly Lock _lock = new();

    /// <summary>Prints a result.</summary>
    public void Print(ReplayResult result)
    {
        lock (_lock)
        {
            if (asJson)
            {
                Console.Out.WriteLine(ResultJson.Line(result));
            }
            else if (!result.IsGreen)
            {
                progress.Clear();
                AnsiConsole.Profile.Width = Unbroken; // A failure is one line, whatever the terminal.
                AnsiConsole.MarkupLine($"[red]FAIL[/]  {Markup.Escape($"{result.Item.Name}: {ResultText.Of(result)}")}");
                if (result.Cause is { } cause)
                {
                    AnsiConsole.MarkupLine($"      {Markup.Escape(cause)}");
                }
            }

            progress.Add(result.IsGreen);
        }
    }

    /// <summary>Prints the totals.</summary>
    public void End(ReplaySummary summary)
    {
        if (asJson)
        {
            return;
        }

        AnsiConsole.Profile.Width = Unbroken;
        if (summary.Results.Length <= FewItems)
        {
            foreach (var result in summary.Results.Where(result => result.IsGreen))
            {
                AnsiConsole.MarkupLine($"[green]ok[/]    {Markup.Escape($"{result.Item.Name}: {ResultText.Of(result)}")}");
            }
        }

        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[{(summary.Failed == 0 ? "green" : "red")}]{summary.Passed} passed, {summary.Failed} failed[/]")
            + Markup.Escape(Rest(summary)));
    }

    private static string Rest(ReplaySummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(summary.NotRun > 0 ? $", {summary.NotRun} not run" : "")}: {summary.Turns} turns in {summary.Elapsed.TotalSeconds:0.0} s, "
        + $"{summary.Rate:0} a second");
}
