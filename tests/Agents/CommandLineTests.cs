using Tito.Tests.Agents.CommandLine;
using Tito.Tests.Agents.Runs;

namespace Tito.Tests.Agents;

/// <summary>Command-line agents, unchanged, in sessions with the default settings: <c>./build.sh agents</c>.</summary>
/// <param name="runs">What became of them.</param>
[Trait("Suite", "command-line")]
public sealed class CommandLineTests(CommandLineRuns runs) : IClassFixture<CommandLineRuns>
{
    internal const string NoNamespace =
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

    /// <summary>Main line, sub-agents, titles and compaction are told apart by what the agents say of themselves.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Keys))]
    public async Task Agent_ThatNamesItsLines_HasRootsOfTheirKindsAndParents(string key)
    {
        Assert.SkipUnless(Offline.IsCutOff, NoNamespace);

        var row = (await runs.OutcomesAsync()).Single(outcome => outcome.Default.Key == key).Default;

        var kinds = CommandLineAgents.All.Single(agent => agent.Name == row.Agent.Name).Kinds;
        Assert.True(
            kinds.IsEmpty || kinds.SequenceEqual(row.Roots.Select(root => root.Kind ?? "?").Distinct().Order(StringComparer.Ordinal)),
            $"{string.Join(", ", row.Roots)}\n{RowText.Of(row)}");
        var main = row.Roots.FirstOrDefault(root => root.Kind == "main")?.Line;
        Assert.All(row.Roots.Where(root => root.Kind == "sub-agent"), root => Assert.Equal(main, root.ParentLine));
        Assert.All(row.Roots.Where(root => root.Kind != "sub-agent"), root => Assert.Null(root.ParentLine));
        Assert.Equal(row.Trained, row.MainTrained + row.OtherTrained);
        Assert.True(kinds.IsEmpty || (row.MainTrained > 0 && row.OtherTrained > 0));
    }

    [Fact(Explicit = true)]
    public async Task Page_OfTheAgents_HasWhatTheRunsGave()
    {
        Assert.SkipUnless(Offline.IsCutOff, NoNamespace);

        // At which turn an agent compacts depends on how much was thought before it.
        AgentsPage.Holds(
            "command-line agents",
            AgentTable.Of(await runs.OutcomesAsync(), "prompts"),
            line => !line.Contains("a compaction", StringComparison.Ordinal));
    }
}
