using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Tests.Agents.NuGet;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Every npm and NuGet agent under the default settings, in each of its ways, against one server.</summary>
public sealed class AgentRuns : IAsyncLifetime
{
    private static readonly ImmutableArray<(Agent Agent, string Way)> Cases =
        [.. NpmAgents.All.Concat(NuGetAgents.All).SelectMany(agent => agent.Ways.Select(way => (agent, way)))];

    private readonly ConcurrentDictionary<string, AgentRow> _rows = [];

    /// <summary>The keys of the rows, in the order of the table.</summary>
    public static ImmutableArray<string> Keys => [.. Cases.Select(each => Key(each.Agent, each.Way))];

    internal IReadOnlyDictionary<string, AgentRow> ByKey => _rows;

    internal ImmutableArray<AgentRow> InOrder => [.. Keys.Select(key => _rows[key])];

    public async ValueTask InitializeAsync()
    {
        await using var bench = await AgentBench.StartAsync(AgentTask.Script, TestContext.Current.CancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Cases, options, async (each, ends) =>
            _rows[Key(each.Agent, each.Way)] = await bench.RunAsync(each.Agent, each.Way, "", ends));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Key(Agent agent, string way) => $"{agent.Name}, {way}";
}
