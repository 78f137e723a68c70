using System.Globalization;
using System.Text;
using Tito.Jinja.Values.Text;

namespace Tito.Jinja.Builtins;

/// <summary>
/// The chunks that <c>textwrap</c> never breaks: runs of whitespace, words, dashes, and the parts of a compound word up to a hyphen.
/// </summary>
internal static class WordChunks
{
    private static readonly Rune Hyphen = new('-');

    /// <summary>The chunks in order; together they are the whole text.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="atHyphens">Whether by <c>wordsep_re</c>, or by whitespace alone: <c>wordsep_simple_re</c>.</param>
    public static IEnumerable<Range> Split(Rune[] text, bool atHyphens)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = IsSpace(text[start]) ? EndOf(text, start, IsSpace)
                : !atHyphens ? EndOf(text, start, static rune => !IsSpace(rune))
                : IsBehindWord(text, start) && IsDash(text, start) ? EndOf(text, start, IsHyphen)
                : EndOfWord(text, start);
            yield return start..end;
            start = end;
        }
    }

    /// <summary>The shortest run of characters that ends with the hyphen of a compound word, before whitespace, or before a dash.</summary>
    private static int EndOfWord(Rune[] text, int start)
    {
        for (var end = start + 1; end < text.Length; end++)
        {
            if (IsCompound(text, end))
            {
                return end + 1;
            }

            if (IsSpace(text[end]) || (IsBehindWord(text, end) && IsDash(text, end)))
            {
                return end;
            }
        }

        return text.Length;
    }

    /// <summary><c>-(?: (?&lt;=%(lt)s{2}-) | (?&lt;=%(lt)s-%(lt)s-)) (?= %(lt)s -? %(lt)s)</c>.</summary>
    private static bool IsCompound(Rune[] text, int index)
    {
        var follows = IsLetterAt(text, index - 1)
            && (IsLetterAt(text, index - 2) || (IsHyphenAt(text, index - 2) && IsLetterAt(text, index - 3)));
        var second = IsHyphenAt(text, index + 2) ? index + 3 : index + 2;
        return IsHyphenAt(text, index) && follows && IsLetterAt(text, index + 1) && IsLetterAt(text, second);
    }

    /// <summary><c>-{2,}(?=\w)</c>.</summary>
    private static bool IsDash(Rune[] text, int index)
    {
        var end = EndOf(text, index, IsHyphen);
        return end - index >= 2 && end < text.Length && IsWord(text[end]);
    }

    /// <summary><c>(?&lt;=[\w!"'&amp;.,?])</c>.</summary>
    private static bool IsBehindWord(Rune[] text, int index) =>
        index > 0 && (IsWord(text[index - 1]) || text[index - 1].Value is '!' or '"' or '\'' or '&' or '.' or ',' or '?');

    private static int EndOf(Rune[] text, int start, Func<Rune, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>"Hardcode the recognized whitespace characters to the US-ASCII whitespace characters."</summary>
    private static bool IsSpace(Rune rune) => rune.Value is ' ' or (>= '\t' and <= '\r');

    private static bool IsHyphen(Rune rune) => rune == Hyphen;

    private static bool IsHyphenAt(Rune[] text, int index) => index >= 0 && index < text.Length && IsHyphen(text[index]);

    /// <summary><c>[^\d\W]</c>.</summary>
    private static bool IsLetterAt(Rune[] text, int index) => index >= 0 && index < text.Length
        && IsWord(text[index]) && Rune.GetUnicodeCategory(text[index]) != UnicodeCategory.DecimalDigitNumber;

    private static bool IsWord(Rune rune) => CharacterTests.IsWord(rune);
}
