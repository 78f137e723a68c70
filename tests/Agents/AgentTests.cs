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

        Assert.True(outcome.Fault is null, $"{outcome.Fault}: {RowText.Of(outcome.Default)}");
        Assert.Equal(AgentTask.Turns, (outcome.Mended ?? outcome.Default).Parents.Length);
    }

    [Fact]
    public async Task Page_OfTheAgents_HasWhatTheRunsGave() =>
        AgentsPage.Holds("npm and NuGet agents", AgentTable.Of(await runs.OutcomesAsync(), "answers", counts: true));
}
