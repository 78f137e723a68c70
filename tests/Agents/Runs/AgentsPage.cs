using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>docs/agents.md, whose tables stand between comments that name them.</summary>
internal static class AgentsPage
{
    private const string Write = "TITO_AGENTS_WRITE";

    /// <summary>Holds a table of the page against a run; with <c>TITO_AGENTS_WRITE=1</c> the page takes the run's.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="table">What the run gave.</param>
    public static void Holds(string name, string table) => Holds(name, table, _ => true);

    /// <summary>The same for a table of which some lines may be others in another run: those are taken, and not held.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="table">What the run gave.</param>
    /// <param name="isHeld">Whether a line is the same in every run.</param>
    public static void Holds(string name, string table, Func<string, bool> isHeld)
    {
        var path = Repository.PathTo("docs", "agents.md");
        var page = File.ReadAllText(path);
        var (open, close) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->");
        var start = page.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var end = page.IndexOf(close, StringComparison.Ordinal);
        Assert.True(start >= open.Length && end >= start, $"docs/agents.md has no place for the table '{name}'.");
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            File.WriteAllText(path, page[..start] + table + page[end..]);
            return;
        }

        Assert.True(
            page[start..end].Split('\n').Where(isHeld).SequenceEqual(table.Split('\n').Where(isHeld)),
            $"docs/agents.md is not what the run gave; see what changed, and run with {Write}=1 to take it:\n{table}");
    }
}
