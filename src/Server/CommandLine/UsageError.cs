using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tito.Server.CommandLine;

/// <summary>What is wrong with a command line, in one line.</summary>
internal static class UsageError
{
    /// <summary>How many letters may differ for a name to be offered.</summary>
    private const int MostDifferences = 3;

    /// <summary>The first error of a command line that has one.</summary>
    public static string Of(ParseResult result)
    {
        var command = Path(result.CommandResult);
        if (result.UnmatchedTokens is [var unknown, ..])
        {
            var kind = unknown.StartsWith('-') ? "option" : "command or argument";
            var name = unknown.Split('=')[0];
            var meant = Nearest(name, result.CommandResult.Command) is { } near ? $" Did you mean {near}?" : "";
            return $"There is no {kind} {name}.{meant} {command} --help lists what there is.";
        }

        return result.CommandResult.Command.Subcommands.Count > 0 && result.CommandResult.Command.Action is null
            ? $"Name a command: {command} --help lists them."
            : $"{InWords(result.Errors[0].Message)} {command} --help says more.";
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : result.Command.Name;

    private static string? Nearest(string name, Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
        .Select(option => option.Name)
        .Concat(command.Subcommands.Select(subcommand => subcommand.Name))
        .Select(known => (Known: known, Differences: Differences(name, known)))
        .Where(pair => pair.Differences <= MostDifferences && pair.Differences < pair.Known.Length / 2)
        .OrderBy(pair => pair.Differences)
        .Select(pair => pair.Known)
        .FirstOrDefault();

    /// <summary>
    /// How many letters are to be changed, put in or left out, or exchanged with their neighbour, to get from one to the other.
    /// </summary>
    private static int Differences(string from, string to)
    {
        int[][] distances = [.. Enumerable.Range(0, from.Length + 1).Select(_ => new int[to.Length + 1])];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                distances[i][j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(distances[i - 1][j], distances[i][j - 1]) + 1,
                        distances[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    distances[i][j] = Math.Min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }

        return distances[from.Length][to.Length];
    }

    /// <summary>The parser's message in one line, without names of types.</summary>
    private static string InWords(string message) => string.Join(' ', message.Split('\n', '\r'))
        .Replace(" as expected type 'System.Int32'", " as a whole number", StringComparison.Ordinal)
        .Replace(" as expected type 'System.Int64'", " as a whole number", StringComparison.Ordinal)
        .Replace(" as expected type 'System.Double'", " as a number", StringComparison.Ordinal);
}
