using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using Tito.Cli.Replay;
using Tito.Core.Messages;
using Tito.Replay.Conformance;

namespace Tito.Cli.Conformance;

/// <summary>Prints what came of each vector: JSON lines, or for people each finding with both sides, and the totals by cause.</summary>
/// <param name="asJson">Whether JSON lines are printed.</param>
/// <param name="count">How many vectors there are.</param>
internal sealed class ConformancePrinter(bool asJson, int count) : IDisposable
{
    private const int Unbroken = 100_000;

    private readonly ReplayProgress _progress = new(count, !asJson);

    /// <summary>Prints a result.</summary>
    public void Print(VectorResult result)
    {
        if (asJson)
        {
            Console.Out.WriteLine(VectorJson.Line(result));
            return;
        }

        _progress.Clear();
        AnsiConsole.Profile.Width = Unbroken; // A finding is one line, whatever the terminal.
        AnsiConsole.MarkupLine(result switch
        {
            { IsRed: true } => $"[red]FAIL[/]  {Markup.Escape(result.Vector.Name)}",
            { Lacks: { } need } => $"[grey]skip[/]  {Markup.Escape($"{result.Vector.Name}: needs {WireName.Of(need)}")}",
            _ => Markup.Escape("ok    ") + Markup.Escape($"{result.Vector.Name}: {result.Turns} turns"),
        });
        foreach (var line in result.Findings.SelectMany(finding => VectorText.Sides(finding).Prepend(VectorText.Of(finding))))
        {
            AnsiConsole.MarkupLine($"      {Markup.Escape(line)}");
        }

        _progress.Add(!result.IsRed);
    }

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();

    /// <summary>Prints the totals.</summary>
    public void End(ImmutableArray<VectorResult> results)
    {
        _progress.Clear();
        if (asJson)
        {
            return;
        }

        var (failed, skipped) = (results.Count(result => result.IsRed), results.Count(result => result.Lacks is not null));
        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[{(failed == 0 ? "green" : "red")}]{results.Length - failed - skipped} passed, {failed} failed, {skipped} skipped[/]")
            + Markup.Escape($", {results.Sum(result => result.Turns)} turns"));
        foreach (var cause in results.SelectMany(result => result.Findings).GroupBy(Word).OrderByDescending(cause => cause.Count()))
        {
            AnsiConsole.MarkupLine(Markup.Escape($"      {cause.Key}: {cause.Count()} turns"));
        }
    }

    private static string Word(VectorFinding finding) => finding.Cause is { } cause ? WireName.Of(cause) : WireName.Of(finding.Kind);
}
