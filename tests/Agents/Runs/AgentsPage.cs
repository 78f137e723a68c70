using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>docs/agents.md, whose tables stand between comments that name them.</summary>
internal static class AgentsPage
{
    private const string Write = "TITO_AGENTS_WRITE";

    /// <summary>Holds a table of the page against a run; with <c>TITO_AGENTS_WRITE=1</c> the page takes the run's.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="table">What the run gave.</param>
    public static void Holds(string name, string table) => Hold(name, table, mayDiffer: false);

    /// <summary>The same for a table of which no two runs need have the same cells: the page takes it, and is not held against it.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="table">What the run gave.</param>
    public static void Takes(string name, string table) => Hold(name, table, mayDiffer: true);

    private static void Hold(string name, string table, bool mayDiffer)
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
            mayDiffer || page[start..end] == table,
            $"docs/agents.md is not what the run gave; see what changed, and run with {Write}=1 to take it:\n{table}");
    }
}
