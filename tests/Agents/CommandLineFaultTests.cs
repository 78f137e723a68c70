using System.Collections.Immutable;
using Tito.Tests.Agents.CommandLine;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Agents.Runs.Faults;

namespace Tito.Tests.Agents;

/// <summary>Command-line agents ask again after a fault or give up, and no token is lost in silence: <c>./build.sh agents</c>.</summary>
[Trait("Suite", "command-line")]
public sealed class CommandLineFaultTests
{
    /// <summary>Slow enough for a stream to break in its middle, on a machine that is busy as well.</summary>
    private static readonly TimeSpan TokenDelay = TimeSpan.FromMilliseconds(5);

    private const string Branches = """{"altered":"branch"}""";

    [Fact(Explicit = true)]
    public async Task Agents_AfterAFault_GoOnOrGiveUpAndTheLossIsTold()
    {
        Assert.SkipUnless(Offline.IsCutOff, CommandLineTests.NoNamespace);
        var ends = TestContext.Current.CancellationToken;
        var agents = CommandLineAgents.All.Where(agent => agent.HasFaults).ToImmutableArray();
        var rows = new (string, ImmutableArray<string>)[agents.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ends };
        await Parallel.ForEachAsync(agents.Index(), options, async (each, stops) =>
        {
            var words = ImmutableArray.CreateBuilder<string>();
            foreach (var fault in AgentFault.All)
            {
                words.Add(await RunAsync(each.Item, fault, stops));
            }

            rows[each.Index] = (each.Item.Name, words.ToImmutable());
        });

        AgentsPage.Holds("faults of command-line agents", FaultTable.Of("agent", [.. rows]), _ => false);
        Assert.DoesNotContain(rows.SelectMany(row => row.Item2), words => words.StartsWith("lost", StringComparison.Ordinal));
    }

    /// <summary>An agent that is refused after the fault, as it replays an answer that it has in part, goes on where that may branch.</summary>
    private static async Task<string> RunAsync(CommandLineAgent agent, AgentFault fault, CancellationToken cancellationToken)
    {
        var words = await RunAsync(agent, "", fault, cancellationToken);
        return words.Contains("history_mismatch", StringComparison.Ordinal)
            ? $"{words}. With `altered` `branch`: {await RunAsync(agent, Branches, fault, cancellationToken)}"
            : words;
    }

    private static async Task<string> RunAsync(
        CommandLineAgent agent, string settings, AgentFault fault, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        var script = CommandLineScript.Plain(agent.Script(folder));
        await using var bench = await AgentBench.StartAsync(script, cancellationToken, fault.Breaks > 0 ? TokenDelay : default);
        var row = await bench.RunAsync(agent.In(folder), agent.Ways[0], settings, cancellationToken, fault);
        return FaultWords.OfItself(row, script.Length + 1);
    }
}
