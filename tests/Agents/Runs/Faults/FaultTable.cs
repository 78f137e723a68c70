using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>The tables of faults in docs/agents.md: a row an agent, a column a fault.</summary>
internal static class FaultTable
{
    /// <summary>The table, with a line break at its end.</summary>
    /// <param name="agents">The heading of the first column.</param>
    /// <param name="rows">What became of each agent, in the order of <see cref="AgentFault.All"/>.</param>
    public static string Of(string agents, ImmutableArray<(string Agent, ImmutableArray<string> Words)> rows)
    {
        var names = string.Join(" | ", AgentFault.All.Select(fault => fault.Name));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {agents} | {names} |\n")
            .Append(CultureInfo.InvariantCulture, $"|{string.Concat(AgentFault.All.Select(_ => " --- |"))} --- |\n");
        foreach (var (agent, words) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {agent} | {string.Join(" | ", words)} |\n");
        }

        return text.ToString();
    }
}
