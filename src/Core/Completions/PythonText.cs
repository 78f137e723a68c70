namespace Tito.Core.Completions;

/// <summary>Text operations as Python has them, because the engines' parsers are written in it.</summary>
internal static class PythonText
{
    /// <summary>
    /// <c>str.strip()</c>: "whitespace characters" are those of <c>str.isspace()</c>, which are .NET's and the separators
    /// U+001C to U+001F.
    /// </summary>
    public static string Strip(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';
}
