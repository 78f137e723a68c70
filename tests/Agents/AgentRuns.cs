using System.Collections.Immutable;
using Tito.Tests.Agents.NuGet;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Every npm and NuGet agent under the default settings, in each of its ways, against one server.</summary>
public sealed class AgentRuns
{
    private static readonly ImmutableArray<(Agent Agent, string Way)> Cases =
        [.. NpmAgents.All.Concat(NuGetAgents.All).SelectMany(agent => agent.Ways.Select(way => (agent, way)))];

    private readonly Lazy<Task<ImmutableArray<AgentRow>>> _rows = new(RunAllAsync);

    /// <summary>The keys of the rows, in the order of the table.</summary>
    public static ImmutableArray<string> Keys => [.. Cases.Select(each => Key(each.Agent, each.Way))];

    /// <summary>The rows in that order; the first who asks starts the agents.</summary>
    internal Task<ImmutableArray<AgentRow>> RowsAsync() => _rows.Value;

    private static async Task<ImmutableArray<AgentRow>> RunAllAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var bench = await AgentBench.StartAsync(AgentTask.Script, ends);
        var rows = new AgentRow[Cases.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ends };
        await Parallel.ForEachAsync(Cases.Index(), options, async (each, stops) =>
            rows[each.Index] = await bench.RunAsync(each.Item.Agent, each.Item.Way, "", stops));
        return [.. rows];
    }

    private static string Key(Agent agent, string way) => $"{agent.Name}, {way}";
}
