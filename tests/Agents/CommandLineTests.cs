using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Command-line agents, unchanged, in sessions with the default settings: <c>./build.sh agents</c>.</summary>
/// <param name="runs">What became of them.</param>
[Trait("Suite", "command-line")]
public sealed class CommandLineTests(CommandLineRuns runs) : IClassFixture<CommandLineRuns>
{
    public static TheoryData<string> Keys => [.. CommandLineRuns.Keys];

    [Theory(Explicit = true)]
    [MemberData(nameof(Keys))]
    public async Task Agent_UnderTheDefaultSettings_LosesNoTurnInSilence(string key)
    {
        Assert.SkipUnless(Offline.IsCutOff, "Command-line agents may call out: they run in a network namespace, which is not permitted here.");
        var row = (await runs.RowsAsync()).Single(row => row.Key == key);
        TestContext.Current.TestOutputHelper?.WriteLine(RowText.Of(row));
        Assert.True(row.IsChain, RowText.Of(row));
    }
}
