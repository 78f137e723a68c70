using Spectre.Console;
using Tito.Replay.Drift;

namespace Tito.Cli.Drift;

/// <summary>Prints a drift: JSON lines, or for people each session that drifts with its turns, and the totals.</summary>
/// <param name="asJson">Whether JSON lines are printed.</param>
internal sealed class DriftPrinter(bool asJson)
{
    private const int FewSessions = 60;
    private const int FewTurns = 5;
    private const int Unbroken = 100_000;

    /// <summary>Prints it.</summary>
    public void Print(DriftSummary summary)
    {
        if (asJson)
        {
            foreach (var session in summary.Sessions)
            {
                Console.Out.WriteLine(DriftJson.Line(session));
            }

            Console.Out.WriteLine(DriftJson.Line(summary));
            return;
        }

        AnsiConsole.Profile.Width = Unbroken; // A finding is one line, whatever the terminal.
        foreach (var session in summary.Sessions.Where(session => !session.IsSame || summary.Sessions.Length <= FewSessions))
        {
            Print(session);
        }

        foreach (var line in DriftText.Totals(summary))
        {
            AnsiConsole.MarkupLine(Markup.Escape(line));
        }
    }

    private static void Print(SessionDrift session)
    {
        var word = session.NotCompared is not null ? "[yellow]skip[/] " : session.IsSame ? "[green]same[/] " : "[red]drift[/]";
        AnsiConsole.MarkupLine($"{word}  {Markup.Escape($"{session.Name}: {DriftText.Of(session)}")}");
        var turns = session.Drifts.Where(turn => turn.Kinds is not [DriftKind.Context]).ToList();
        foreach (var turn in turns.Take(FewTurns))
        {
            Print(turn);
        }

        if (turns.Count > FewTurns)
        {
            Line($"and {turns.Count - FewTurns} more turns");
        }

        if (DriftText.ContextTurns(session) is { Length: > 0 } numbers)
        {
            Line($"in that context: {numbers}");
        }
    }

    private static void Print(TurnDrift turn)
    {
        Line(DriftText.Of(turn));
        if (turn.At is { Before.Length: > 0 } or { OldText.Length: > 0 } or { NewText.Length: > 0 })
        {
            Line($"  after {DriftText.Quote(turn.At.Before)}");
            Line($"  old   {DriftText.Quote(turn.At.OldText)}");
            Line($"  new   {DriftText.Quote(turn.At.NewText)}");
        }

        if (turn.Cause is { } cause)
        {
            Line($"  {cause}");
        }
    }

    private static void Line(string text) => AnsiConsole.MarkupLine($"       {Markup.Escape(text)}");
}
