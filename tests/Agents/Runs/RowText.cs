using System.Globalization;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>A row for people who look for the message that broke a chain.</summary>
internal static class RowText
{
    /// <summary>Writes a row to <c>artifacts/results/agents</c>, whatever the tests say about it.</summary>
    public static void Keep(AgentRow row)
    {
        var folder = Directory.CreateDirectory(Repository.PathTo("artifacts", "results", "agents"));
        var name = string.Concat($"{row.Key} {row.Settings}".Select(each => char.IsAsciiLetterOrDigit(each) || each == '.' ? each : '-')).TrimEnd('-');
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.txt"), Of(row));
    }

    public static string Of(AgentRow row)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key}: parents [{string.Join(',', row.Parents)}], {row.Sampled} sampled, {row.Trained} trained; [{string.Join("; ", Respellings.In(row.Exchanges))}]; {row.End.Text}\n"));
        foreach (var exchange in row.Exchanges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{exchange.Status} {exchange.Path}\n> {exchange.Request}\n< {exchange.Answer}\n");
        }

        return text.ToString();
    }
}
