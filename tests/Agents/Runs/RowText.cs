using System.Globalization;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>A row for people who look for the message that broke a chain.</summary>
internal static class RowText
{
    /// <summary>Writes a row to <c>artifacts/results/agents</c>, whatever the tests say about it.</summary>
    public static void Keep(AgentRow row, string? fault)
    {
        var folder = Directory.CreateDirectory(Repository.PathTo("artifacts", "results", "agents"));
        var name = $"{row.Key} {row.Settings} {fault}".Select(each => char.IsAsciiLetterOrDigit(each) || each == '.' ? each : '-');
        File.WriteAllText(Path.Combine(folder.FullName, $"{string.Concat(name).Trim('-')}.txt"), Of(row));
    }

    public static string Of(AgentRow row)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{row.Key}: parents [{string.Join(',', row.Parents)}], {row.Sampled} sampled, ")
            .Append(CultureInfo.InvariantCulture, $"{row.Trained} trained, {row.LeftBehind} left behind; ")
            .Append(CultureInfo.InvariantCulture, $"[{string.Join("; ", Respellings.In(row.Exchanges))}]; {row.End.Text}\n");
        foreach (var exchange in row.Exchanges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{exchange.Status} {exchange.Path}\n> {exchange.Request}\n< {exchange.Answer}\n");
        }

        return text.ToString();
    }
}
