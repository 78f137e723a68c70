using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>A command of a page with what it prints: the lines of a <c>console</c> block from one <c>$</c> to the next.</summary>
/// <param name="Command">The command, as a shell takes it.</param>
/// <param name="Printed">What it prints, in which <c>…</c> stands for anything in a line, and alone for any lines.</param>
internal sealed record ConsoleExample(string Command, string Printed)
{
    private const string Open = "```console";
    private const string Close = "```";
    private const string Prompt = "$ ";
    private const string Anything = "…";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The commands of a page, in order.</summary>
    public static IEnumerable<ConsoleExample> Read(string markdown)
    {
        string? command = null;
        var printed = new StringBuilder();
        var isOpen = false;
        foreach (var line in markdown.Split('\n'))
        {
            var ends = isOpen && (line == Close || line.StartsWith(Prompt, StringComparison.Ordinal));
            if (ends && command is not null)
            {
                yield return new(command, printed.ToString());
                command = null;
            }

            isOpen = line == Open || (isOpen && line != Close);
            if (isOpen && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                command = line[Prompt.Length..];
                printed.Clear();
            }
            else if (isOpen && command is not null)
            {
                printed.Append(CultureInfo.InvariantCulture, $"{line}\n");
            }
        }
    }

    /// <summary>Whether it prints this. Blanks at the ends of lines do not count.</summary>
    public bool Prints(string output)
    {
        var pattern = string.Concat(Lines(Printed).Select(line => line == Anything
            ? "(?:[^\n]*\n)*"
            : Regex.Escape(line).Replace(Anything, "[^\n]*", StringComparison.Ordinal) + "\n"));
        return Regex.IsMatch(
            string.Concat(Lines(output).Select(line => line + "\n")), $"\\A{pattern}\\z", RegexOptions.CultureInvariant, Longest);
    }

    private static IEnumerable<string> Lines(string text) => text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd());
}
