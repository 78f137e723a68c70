using System.Text.RegularExpressions;

namespace Tito.Tests.Agents.Runs;

/// <summary>What became of an agent under the default settings, and under the setting that mends what did not go well.</summary>
/// <param name="Default">The run under the defaults.</param>
/// <param name="Mended">The run under the setting; null where nothing is to be mended.</param>
internal sealed partial record AgentOutcome(AgentRow Default, AgentRow? Mended)
{
    /// <summary>Runs an agent in a session with the default settings, and once more under what its first refusal names, where there is one.</summary>
    public static async Task<AgentOutcome> OfAsync(Func<string, Task<AgentRow>> runAsync)
    {
        var row = await runAsync("");
        return new(row, row.IsWhole ? null : await runAsync(Mending(row)));
    }

    /// <summary>What is wrong with it by the rule of the table; null when nothing is.</summary>
    /// <param name="least">The turns that one line must have.</param>
    public string? Fault(int least) =>
        Default.IsWhole && Default.LongestPath >= least ? null
        : Default.Refusals.IsEmpty && (Default.LeftBehind == 0 || Default.ToldLeftBehind == 0) ? "turns were lost in silence"
        : Mended is not { IsWhole: true } || Mended.LongestPath < least ? "the setting that is named does not mend it"
        : null;

    /// <summary>The first setting that a refusal names; a tree, which keeps every line, where none does.</summary>
    private static string Mending(AgentRow row) =>
        row.Refusals.Select(refusal => refusal.Error?.GetProperty("message").GetString() ?? "")
            .SelectMany(message => Setting().Matches(message))
            .Select(match => $"{{{match.Value}}}").FirstOrDefault() ?? """{"policy":"tree"}""";

    [GeneratedRegex("\"(matcher|policy|altered|on_prompt_inputs|unended)\":\"[a-z_]+\"")]
    private static partial Regex Setting();
}
