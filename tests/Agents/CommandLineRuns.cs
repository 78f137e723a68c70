using System.Collections.Immutable;
using Tito.Tests.Agents.CommandLine;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Every command-line agent under the default settings. They may call out, so they run where nothing is to be reached.</summary>
public sealed class CommandLineRuns : IAsyncLifetime
{
    private static readonly ImmutableArray<(CommandLineAgent Agent, string Way)> Cases =
        [.. CommandLineAgents.All.SelectMany(agent => CommandLineAgent.Ways.Select(way => (agent, way)))];

    private readonly Dictionary<string, AgentRow> _rows = [];

    public static ImmutableArray<string> Keys => [.. Cases.Select(each => Key(each.Agent, each.Way))];

    internal IReadOnlyDictionary<string, AgentRow> ByKey => _rows;

    internal ImmutableArray<AgentRow> InOrder => [.. Keys.Select(key => _rows[key])];

    public async ValueTask InitializeAsync()
    {
        if (!Offline.IsCutOff)
        {
            return;
        }

        foreach (var (agent, way) in Cases)
        {
            _rows.Add(Key(agent, way), await RunAsync(agent, way, "", TestContext.Current.CancellationToken));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static async Task<AgentRow> RunAsync(CommandLineAgent agent, string way, string settings, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var bench = await AgentBench.StartAsync(agent.Script(folder), cancellationToken);
        return await bench.RunAsync(agent.In(folder), way, settings, cancellationToken);
    }

    private static string Key(CommandLineAgent agent, string way) => $"{agent.Package}, {way}";
}
