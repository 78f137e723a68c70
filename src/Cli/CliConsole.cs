using Spectre.Console;

namespace Tito.Cli;

/// <summary>The console of the process.</summary>
internal static class CliConsole
{
    /// <summary>Wider than any line.</summary>
    private const int Unbroken = 100_000;

    /// <summary>Leaves lines whole where a program reads them: only a terminal has a width.</summary>
    public static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Unbroken;
        }
    }
}
