using System.Globalization;
using Spectre.Console;
using Tito.Replay.Bench;

namespace Tito.Cli.Bench;

/// <summary>Prints measurements as tables for people.</summary>
internal static class BenchPrinter
{
    private const double Kilobyte = 1024;

    /// <summary>Prints what was measured.</summary>
    public static void Print(BenchResult result)
    {
        Write(
            ["tokens", "first turn, ms", "p50, ms", "p99, ms", "floor, ms", "own, ms"],
            result.Contexts.Select(context => (string[])[
                $"{context.Tokens}", Number(context.First), Number(context.Median), Number(context.High), Number(context.Floor),
                Number(context.Own)]));
        Write(
            ["sessions", "turns a second", "p50, ms", "p99, ms", "failed"],
            result.Rates.Select(rate => (string[])[
                $"{rate.Sessions}", Number(rate.PerSecond), Number(rate.Median), Number(rate.High), $"{rate.Failed}"]));
        if (result.Memory is { } memory)
        {
            AnsiConsole.WriteLine(
                $"{Number(memory.PerSession / Kilobyte)} KB a session of {memory.Tokens} tokens ({memory.Sessions} sessions)");
        }

        if (result.Recovery is { } recovery)
        {
            AnsiConsole.WriteLine(
                $"after a kill: answers in {Number(recovery.Answers)} ms, "
                + (recovery.Resumes is { } resumes ? $"a session goes on in {Number(resumes)} ms" : "its sessions are lost")
                + (recovery.KeepsPrefix ? ", with its tokens" : ", without its tokens"));
        }
    }

    private static void Write(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(row);
        }

        AnsiConsole.Write(table);
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
