using Spectre.Console;

namespace Tito.Cli;

/// <summary>A line over a part of the output, as wide as a terminal usually is also where there is none.</summary>
internal static class Heading
{
    private const int UsualWidth = 80;

    /// <summary>Writes the line.</summary>
    /// <param name="markup">What it says, with the console's marks.</param>
    public static void Write(string markup)
    {
        var width = AnsiConsole.Profile.Width;
        AnsiConsole.Profile.Width = Math.Min(width, UsualWidth);
        AnsiConsole.Write(new Rule(markup).LeftJustified());
        AnsiConsole.Profile.Width = width;
    }
}
