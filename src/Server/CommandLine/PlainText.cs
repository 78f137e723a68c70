using System.Text;

namespace Tito.Server.CommandLine;

/// <summary>Markdown as a terminal shows it: links are their text, code has no marks.</summary>
internal static class PlainText
{
    private const string Middle = "](";

    /// <summary>The text without marks.</summary>
    public static string Of(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        for (var at = 0; at < markdown.Length; at++)
        {
            if (markdown[at] == '[' && markdown.IndexOf(Middle, at, StringComparison.Ordinal) is var middle and > 0
                && markdown.IndexOf(')', middle) is var end and > 0)
            {
                text.Append(markdown, at + 1, middle - at - 1);
                at = end;
            }
            else if (markdown[at] != '`')
            {
                text.Append(markdown[at]);
            }
        }

        return text.ToString();
    }
}
