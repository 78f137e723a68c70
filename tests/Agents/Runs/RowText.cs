using System.Globalization;
using System.Text;

namespace Tito.Tests.Agents.Runs;

/// <summary>A row for people who look for the message that broke a chain.</summary>
internal static class RowText
{
    public static string Of(AgentRow row)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key}: parents [{string.Join(',', row.Parents)}], {row.Sampled} sampled, {row.Trained} trained; {row.End.Text}\n"));
        foreach (var exchange in row.Exchanges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{exchange.Status} {exchange.Path}\n> {exchange.Request}\n< {exchange.Answer}\n");
        }

        return text.ToString();
    }
}
