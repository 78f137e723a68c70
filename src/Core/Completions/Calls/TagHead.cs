namespace Tito.Core.Completions.Calls;

/// <summary>What stands in an opening tag after its name.</summary>
internal static class TagHead
{
    /// <summary>The name that follows the tag at once, as in <c>&lt;function=NAME&gt;</c>, with or without quotes.</summary>
    public static string Bare(string head) => Unquote(head.Trim());

    /// <summary>An attribute's value, in quotes or not; null where there is none.</summary>
    /// <param name="head">All between the tag's name and its end, as <c> name="NAME" string="true"</c>.</param>
    /// <param name="attribute">The attribute's name.</param>
    public static string? Attribute(string head, string attribute)
    {
        for (var from = 0; head.IndexOf(attribute, from, StringComparison.Ordinal) is >= 0 and var at; from = at + 1)
        {
            var rest = head.AsSpan(at + attribute.Length).TrimStart();
            if ((at > 0 && !char.IsWhiteSpace(head[at - 1])) || !rest.StartsWith('='))
            {
                continue;
            }

            rest = rest[1..].TrimStart();
            if (rest.IsEmpty)
            {
                return null;
            }

            var end = rest[0] is '"' or '\'' ? rest[1..].IndexOf(rest[0]) : rest.IndexOfAny(' ', '\t', '\n');
            return rest[0] is '"' or '\''
                ? end < 0 ? null : rest.Slice(1, end).ToString()
                : end < 0 ? rest.ToString() : rest[..end].ToString();
        }

        return null;
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
}
