using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>The table of faults in docs/agents.md: a row an agent, a column a fault.</summary>
internal static class FaultTable
{
    public static string Of(ImmutableArray<(string Agent, ImmutableArray<string> Words)> rows)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| agent, streamed | {string.Join(" | ", AgentFault.All.Select(fault => fault.Name))} |\n")
            .Append(CultureInfo.InvariantCulture, $"|{string.Concat(AgentFault.All.Select(_ => " --- |"))} --- |\n");
        foreach (var (agent, words) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {agent} | {string.Join(" | ", words)} |\n");
        }

        return text.ToString();
    }
}
