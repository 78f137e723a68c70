using System.Collections.Immutable;
using Tito.Tests.Agents.NuGet;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Every npm and NuGet agent under the default settings, in each of its ways, against one server.</summary>
public sealed class AgentRuns
{
    private static readonly ImmutableArray<(Agent Agent, string Way)> Cases =
        [.. NpmAgents.All.Concat(NuGetAgents.All).SelectMany(agent => agent.Ways.Select(way => (agent, way)))];

    private readonly Lazy<Task<ImmutableArray<AgentOutcome>>> _outcomes = new(RunAllAsync);

    /// <summary>The keys of the rows, in the order of the table.</summary>
    public static ImmutableArray<string> Keys => [.. Cases.Select(each => Key(each.Agent, each.Way))];

    /// <summary>The outcomes in that order; the first who asks starts the agents.</summary>
    internal Task<ImmutableArray<AgentOutcome>> OutcomesAsync() => _outcomes.Value;

    private static async Task<ImmutableArray<AgentOutcome>> RunAllAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var bench = await AgentBench.StartAsync(AgentTask.Script, ends);
        var outcomes = new AgentOutcome[Cases.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ends };
        await Parallel.ForEachAsync(Cases.Index(), options, async (each, stops) =>
            outcomes[each.Index] = await AgentOutcome.OfAsync(
                settings => bench.RunAsync(each.Item.Agent, each.Item.Way, settings, stops)));
        return [.. outcomes];
    }

    private static string Key(Agent agent, string way) => $"{agent.Name}, {way}";
}
