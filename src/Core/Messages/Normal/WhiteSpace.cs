namespace Tito.Core.Messages.Normal;

/// <summary>The white space that clients and templates cut.</summary>
internal static class WhiteSpace
{
    /// <summary>A text as clients cut it: by Unicode's white space and, as JavaScript has it, by U+FEFF.</summary>
    public static ReadOnlySpan<char> TrimAsClients(ReadOnlySpan<char> text) =>
        Trim(text, static character => character == '\uFEFF' || char.IsWhiteSpace(character));

    /// <summary>A text as Jinja's <c>trim</c> cuts it: by Python's white space, of which U+001C to U+001F are a part.</summary>
    public static ReadOnlySpan<char> TrimAsTemplates(ReadOnlySpan<char> text) =>
        Trim(text, static character => character is >= '\u001C' and <= '\u001F' || char.IsWhiteSpace(character));

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text, Func<char, bool> isSpace)
    {
        var start = 0;
        while (start < text.Length && isSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && isSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }
}
