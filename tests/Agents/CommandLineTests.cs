using Tito.Tests.Agents.CommandLine;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Command-line agents, unchanged, in sessions with the default settings: <c>./build.sh agents</c>.</summary>
/// <param name="runs">What became of them.</param>
[Trait("Suite", "command-line")]
public sealed class CommandLineTests(CommandLineRuns runs) : IClassFixture<CommandLineRuns>
{
    private const string NoNamespace =
        "Command-line agents may call out, so they run in a network namespace of their own, which this machine does not permit.";

    public static TheoryData<string> Keys => [.. CommandLineRuns.Keys];

    [Theory(Explicit = true)]
    [MemberData(nameof(Keys))]
    public async Task Agent_UnderTheDefaultSettings_LosesNoTurnInSilence(string key)
    {
        Assert.SkipUnless(Offline.IsCutOff, NoNamespace);

        var outcome = (await runs.OutcomesAsync()).Single(outcome => outcome.Default.Key == key);

        var fault = outcome.Fault(CommandLineAgents.TurnsOfAPrompt);
        Assert.True(fault is null, $"{fault}: {RowText.Of(outcome.Default)}");
    }

    [Fact(Explicit = true)]
    public async Task Page_OfTheAgents_HasWhatTheRunsGave()
    {
        Assert.SkipUnless(Offline.IsCutOff, NoNamespace);

        AgentsPage.Holds("command-line agents", AgentTable.Of(await runs.OutcomesAsync(), "prompts"));
    }
}
