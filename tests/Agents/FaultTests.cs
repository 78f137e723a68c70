using System.Collections.Immutable;
using Tito.Tests.Agents.NuGet;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Agents.Runs.Faults;

namespace Tito.Tests.Agents;

/// <summary>npm and NuGet agents go on after a fault in the same tokens, or what is lost is told.</summary>
public sealed class FaultTests
{
    private static readonly ImmutableArray<string> Names =
    [
        "OpenAI Node, `create` and `stream`", "Vercel AI SDK, `openai-compatible`", "OpenAI .NET",
        "OpenAI Node, `responses`", "OpenAI Agents JS", "Vercel AI SDK, `openai`", "OpenAI .NET, responses",
        "Anthropic Node, `create` and `stream`", "Anthropic Node, `toolRunner`", "Vercel AI SDK, `anthropic`", "Anthropic .NET",
    ];

    /// <summary>Slow enough for most streams to break in their middle; the others wait for it at their end.</summary>
    private static readonly TimeSpan TokenDelay = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Agents_AfterAFault_GoOnInTheSameTokensOrTellTheLoss()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var bench = await AgentBench.StartAsync(AgentTask.Script, ends);
        await using var slow = await AgentBench.StartAsync(AgentTask.Script, ends, TokenDelay, holdsCuts: true);
        var agents = NpmAgents.All.Concat(NuGetAgents.All).Where(agent => Names.Contains(agent.Name)).ToImmutableArray();
        var rows = new (string, ImmutableArray<string>)[agents.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ends };
        await Parallel.ForEachAsync(agents.Index(), options, async (each, stops) =>
        {
            var usual = await bench.RunAsync(each.Item, "streamed", "", stops);
            var words = ImmutableArray.CreateBuilder<string>();
            foreach (var fault in AgentFault.All)
            {
                var place = fault.Breaks > 0 ? slow : bench;
                words.Add(FaultWords.Of(usual, await place.RunAsync(each.Item, "streamed", "", stops, fault)));
            }

            rows[each.Index] = (each.Item.Name, words.ToImmutable());
        });

        Assert.Equal(Names.Length, agents.Length);
        AgentsPage.Holds("faults", FaultTable.Of("agent, streamed", [.. rows]));
        Assert.DoesNotContain(rows.SelectMany(row => row.Item2), words => words.StartsWith("lost", StringComparison.Ordinal));
    }
}
