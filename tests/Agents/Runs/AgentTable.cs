using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tito.Tests.Agents.Runs.Given;

namespace Tito.Tests.Agents.Runs;

/// <summary>Outcomes as a table of docs/agents.md.</summary>
internal static class AgentTable
{
    /// <summary>The table, with a line break at its end; ways of an agent that came to the same are one line.</summary>
    /// <param name="outcomes">The outcomes, those of an agent beside each other.</param>
    /// <param name="way">The heading of the column that tells ways apart.</param>
    public static string Of(ImmutableArray<AgentOutcome> outcomes, string way)
    {
        var text = new StringBuilder(
            $"| agent | versions | {way} | session | turns | one chain | trained of sampled tokens | comes back with | refused | "
            + "with the setting that is named |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        var lines = outcomes.Select(outcome => (outcome.Default.Agent, outcome.Default.Way, Cells: Cells(outcome)));
        foreach (var line in lines.GroupBy(line => (line.Agent.Name, line.Agent.Version, line.Cells)))
        {
            var ways = string.Join(", ", line.Select(each => each.Way));
            text.Append(CultureInfo.InvariantCulture, $"| {line.Key.Name} | {line.Key.Version} | {ways} | {line.Key.Cells} |\n");
        }

        return text.ToString();
    }

    private static string Cells(AgentOutcome outcome)
    {
        var row = outcome.Default;
        return string.Join(
            " | ",
            row.Settings.Length == 0 ? "default" : $"`{row.Settings}`",
            string.Create(CultureInfo.InvariantCulture, $"{row.Parents.Length}"),
            row.IsChain ? "yes" : Lines(row),
            Trained(row),
            string.Join(", ", Respellings.In(row.Exchanges)) is { Length: > 0 } words ? words : "as given",
            Refused(row),
            outcome.Mended is { } mended ? $"`{mended.Settings}`: {Lines(mended)}, {Trained(mended)}" : "—");
    }

    private static string Lines(AgentRow row) => row.Parents.IsEmpty ? "no turn"
        : row.Roots.Length > 1 && row.Roots.Any(root => root.Kind is not null) ? $"lines: {string.Join(
            ", ",
            row.Roots.OrderBy(root => root.Kind, StringComparer.Ordinal).ThenByDescending(root => root.Turns).Select(root =>
                string.Create(CultureInfo.InvariantCulture, $"{root.Kind ?? "?"} {root.Turns}")))}"
        : row.Lines is { } lines ? string.Create(
            CultureInfo.InvariantCulture,
            $"lines of {string.Join(" + ", lines.OrderDescending())} turns")
        : $"parents {string.Join(", ", row.Parents)}";

    /// <summary>No count: a date, a folder or the order of calls in a prompt makes other tokens in another run.</summary>
    private static string Trained(AgentRow row)
    {
        var left = LeftBehindText(row);
        return row.Sampled == 0 ? "—"
            : (row.Sampled == row.Trained ? "all"
                : row.Sampled == row.AllTrained ? "all with `\"picker\":\"all\"`"
                : "not all") + left;
    }

    /// <summary>How many turns were left behind, after a semicolon; nothing where none was.</summary>
    public static string LeftBehindText(AgentRow row) => row.LeftBehind == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"; {row.LeftBehind} turn{(row.LeftBehind == 1 ? "" : "s")} left behind, told");

    /// <summary>The refusals, each status and code once; a dash where there was none.</summary>
    public static string Refused(AgentRow row) => row.Refusals.IsEmpty ? "—" : string.Join(
        ", ",
        row.Refusals.Select(refusal => string.Create(
            CultureInfo.InvariantCulture, $"{refusal.Status} `{Word(refusal)}`{(refusal.IsFallback ? ", heeded" : "")}")).Distinct());

    private static string Word(Exchange refusal) => refusal.Error is not { } error ? "?"
        : refusal.IsFallback ? "thread_unsupported_request"
        : GivenJson.Text(error, "code") ?? GivenJson.Text(error, "type") ?? "?";
}
