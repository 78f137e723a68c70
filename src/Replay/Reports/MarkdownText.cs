using System.Text;

namespace Tito.Replay.Reports;

/// <summary>Text as it can stand in Markdown as GitHub reads it.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*_{}[]<>#|~&!";

    /// <summary>A text in one line and in a table's cell, in which nothing is markup.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain = character switch
            {
                '\r' or '\n' => plain.Append(' '),
                _ when Marks.Contains(character, StringComparison.Ordinal) => plain.Append('\\').Append(character),
                _ => plain.Append(character),
            };
        }

        return plain.ToString();
    }

    /// <summary>A row of a table. The cells are Markdown.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
