using System.Text.RegularExpressions;

namespace Tito.Tests.Integration.CommandLine;

/// <summary>The steps of a workflow file of GitHub Actions that have a script, read by their indentation.</summary>
internal static partial class WorkflowText
{
    /// <summary>The names of the steps with their scripts, in order.</summary>
    public static IEnumerable<(string Name, string Script)> Steps(string yaml)
    {
        var lines = yaml.Split('\n');
        var name = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (Name.Match(lines[i]) is { Success: true } named)
            {
                name = named.Groups["name"].Value;
            }

            if (Run.Match(lines[i]) is not { Success: true } run)
            {
                continue;
            }

            var indent = run.Groups["indent"].Length + 2;
            yield return (name, string.Join('\n', lines.Skip(i + 1)
                .TakeWhile(line => line.Length == 0 || line.StartsWith(new string(' ', indent), StringComparison.Ordinal))
                .Select(line => line.Length == 0 ? line : line[indent..])));
        }
    }

    [GeneratedRegex("^ +- name: (?<name>.+)$")]
    private static partial Regex Name { get; }

    [GeneratedRegex("^(?<indent> +)run: \\|$")]
    private static partial Regex Run { get; }
}
