using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>npm and NuGet agents, unchanged, take their turns in sessions with the default settings.</summary>
/// <param name="runs">What became of them.</param>
public sealed class AgentTests(AgentRuns runs) : IClassFixture<AgentRuns>
{
    public static TheoryData<string> Keys => [.. AgentRuns.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Agent_UnderTheDefaultSettings_LosesNoTurnInSilence(string key)
    {
        var outcome = (await runs.OutcomesAsync()).Single(outcome => outcome.Default.Key == key);

        var fault = outcome.Fault(AgentTask.Turns);
        Assert.True(fault is null, $"{fault}: {RowText.Of(outcome.Default)}");
        Assert.True(outcome.Default.IsChain, RowText.Of(outcome.Default));
    }

    [Fact]
    public async Task Agents_WholeAndStreamed_MakeTheSameTokens()
    {
        var outcomes = await runs.OutcomesAsync();

        foreach (var ways in outcomes.Select(outcome => outcome.Default).GroupBy(row => row.Agent.Name))
        {
            Assert.NotEmpty(ways.First().Tokens);
            Assert.All(ways, way => Assert.True(ways.First().Tokens.SequenceEqual(way.Tokens), $"{way.Key}: other tokens"));
        }
    }

    [Fact]
    public async Task Page_OfTheAgents_HasWhatTheRunsGave() =>
        AgentsPage.Holds("npm and NuGet agents", AgentTable.Of(await runs.OutcomesAsync(), "answers"));
}
