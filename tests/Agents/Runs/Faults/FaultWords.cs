using System.Globalization;

namespace Tito.Tests.Agents.Runs.Faults;

/// <summary>What became of an agent after a fault, in the words of the table.</summary>
internal static class FaultWords
{
    /// <summary>The words; they begin with <c>lost</c> where sampled tokens are gone that nobody told.</summary>
    /// <param name="usual">The run without the fault.</param>
    /// <param name="row">The run with it.</param>
    public static string Of(AgentRow usual, AgentRow row)
    {
        var told = AgentTable.LeftBehindText(row);
        if (row.LeftBehind > 0 && row.ToldLeftBehind == 0 && row.End.Done)
        {
            return "lost in silence";
        }

        return row switch
        {
            { End.Done: true } when row.Tokens.SequenceEqual(usual.Tokens) => $"same tokens{told}",
            { End.Done: true } => $"goes on in other tokens{told}",
            _ when row.IsChain && usual.Tokens.AsSpan().StartsWith(row.Tokens.AsSpan()) =>
                string.Create(CultureInfo.InvariantCulture, $"throws; the {row.Parents.Length} turns before stay{told}"),
            _ => $"lost: {row.End.Text[..Math.Min(80, row.End.Text.Length)]}",
        };
    }
}
