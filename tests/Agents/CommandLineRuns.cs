using System.Collections.Immutable;
using Tito.Tests.Agents.CommandLine;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Every command-line agent under the default settings. They may call out, so they run where nothing is to be reached.</summary>
public sealed class CommandLineRuns
{
    private static readonly ImmutableArray<(CommandLineAgent Agent, string Way)> Cases =
        [.. CommandLineAgents.All.SelectMany(agent => agent.Ways.Select(way => (agent, way)))];

    private readonly Lazy<Task<ImmutableArray<AgentOutcome>>> _outcomes = new(RunAllAsync);

    public static ImmutableArray<string> Keys => [.. Cases.Select(each => Key(each.Agent, each.Way))];

    /// <summary>The outcomes in the order of the table; the first who asks starts the agents.</summary>
    internal Task<ImmutableArray<AgentOutcome>> OutcomesAsync() => _outcomes.Value;

    private static async Task<AgentRow> RunAsync(CommandLineAgent agent, string way, string settings, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var bench = await AgentBench.StartAsync(agent.Script(folder), cancellationToken);
        return await bench.RunAsync(agent.In(folder), way, settings, cancellationToken);
    }

    private static async Task<ImmutableArray<AgentOutcome>> RunAllAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        var outcomes = ImmutableArray.CreateBuilder<AgentOutcome>();
        foreach (var (agent, way) in Cases)
        {
            outcomes.Add(await AgentOutcome.OfAsync(settings => RunAsync(agent, way, settings, ends)));
        }

        return outcomes.DrainToImmutable();
    }

    private static string Key(CommandLineAgent agent, string way) => $"{agent.Name}, {way}";
}
