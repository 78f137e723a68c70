using System.Text;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins.Filters;

/// <summary>
/// <c>title</c>: words in title case, where a word begins after one of Jinja2's <c>([-\s({\[&lt;]+)</c> and, unlike Python's own method,
/// not after an apostrophe.
/// </summary>
internal static class TitleFilter
{
    public static Builtin Definition { get; } = new("title", "s", static (in call) => new StringValue(Convert(call.ToText(0))));

    private static string Convert(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        while (start < text.Length)
        {
            var isBreak = IsBreak(text[start]);
            var end = start + 1;
            while (end < text.Length && IsBreak(text[end]) == isBreak)
            {
                end++;
            }

            _ = isBreak ? result.Append(text, start, end - start) : result.Append(ConvertWord(text[start..end]));
            start = end;
        }

        return result.ToString();
    }

    /// <summary>"item[0].upper() + item[1:].lower()".</summary>
    private static string ConvertWord(string word)
    {
        var first = Rune.GetRuneAt(word, 0);
        return CaseMapping.UpperOf(first) + CaseMapping.ToLower(word[first.Utf16SequenceLength..]);
    }

    private static bool IsBreak(char character) => character is '-' or '(' or '{' or '[' or '<' || PythonText.IsSpace(character);
}
