using System.Text.RegularExpressions;

namespace Tito.Server.CommandLine;

/// <summary>Markdown as a terminal shows it: links are their text, code has no marks.</summary>
internal static partial class PlainText
{
    /// <summary>The text without marks.</summary>
    public static string Of(string markdown) => Link().Replace(markdown, "$1").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
