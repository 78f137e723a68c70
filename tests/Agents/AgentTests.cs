using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Agents, unchanged, take their turns in sessions with the default settings.</summary>
/// <param name="runs">What became of them.</param>
public sealed class AgentTests(AgentRuns runs) : IClassFixture<AgentRuns>
{
    public static TheoryData<string> Keys => [.. AgentRuns.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Agent_UnderTheDefaultSettings_LosesNoTurnInSilence(string key)
    {
        var row = (await runs.RowsAsync()).Single(row => row.Key == key);
        TestContext.Current.TestOutputHelper?.WriteLine(RowText.Of(row));
        Assert.True(row.IsChain, RowText.Of(row));
        Assert.Equal(AgentTask.Turns, row.Parents.Length);
    }
}
