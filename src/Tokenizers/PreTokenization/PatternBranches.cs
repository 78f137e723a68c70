using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>Branches that several published patterns share. Each returns the end of its match at a position.</summary>
internal static class PatternBranches
{
    /// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c>; the position itself when it does not match.</summary>
    /// <remarks>
    /// Letters are compared by Unicode's case folding, in which U+017F is an "s"; no other scalar folds to one of these letters.
    /// </remarks>
    public static int ContractionEnd(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length || text[at] != '\'')
        {
            return at;
        }

        var second = at + 2 < text.Length ? Fold(text[at + 2]) : '\0';
        return (Fold(text[at + 1]), second) switch
        {
            ('s' or 't' or 'm' or 'd', _) => at + 2,
            ('r' or 'v', 'e') or ('l', 'l') => at + 3,
            _ => at,
        };
    }

    /// <summary><c>\p{N}{1,most}</c> where a number stands.</summary>
    public static int NumberEnd(ReadOnlySpan<char> text, int at, int most)
    {
        for (var count = 0; count < most && at < text.Length; count++)
        {
            if ((Scalars.ClassAt(text, at, out var length) & ScalarClass.Number) == 0)
            {
                break;
            }

            at += length;
        }

        return at;
    }

    /// <summary><c>[\r\n]*</c></summary>
    public static int NewlinesEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ('\r' or '\n'))
        {
            at++;
        }

        return at;
    }

    /// <summary><c>\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c> where no letter stands.</summary>
    /// <param name="text">Without lone surrogates.</param>
    /// <param name="at">Where the match starts.</param>
    /// <param name="slashes">Whether a slash goes with the line breaks: <c>[\r\n/]*</c>.</param>
    /// <param name="mostDigits">The longest number, in scalars.</param>
    public static int RestEnd(ReadOnlySpan<char> text, int at, bool slashes, int mostDigits = 3)
    {
        if (NumberEnd(text, at, mostDigits) is var number && number > at)
        {
            return number;
        }

        var symbols = text[at] == ' ' ? at + 1 : at;
        var end = Scalars.SkipUntil(text, symbols, ScalarClass.Letter | ScalarClass.Number | ScalarClass.WhiteSpace);
        if (end == symbols)
        {
            return WhiteSpaceEnd(text, at);
        }

        while (end < text.Length && (text[end] is '\r' or '\n' || (slashes && text[end] == '/')))
        {
            end++;
        }

        return end;
    }

    /// <summary><c>\s*[\r\n]+|\s+(?!\S)|\s+</c> where white space stands.</summary>
    /// <remarks>
    /// The first branch backs off to the last line break of the run. The second leaves the last space of a run to the word that
    /// follows, unless it is the only one.
    /// </remarks>
    public static int WhiteSpaceEnd(ReadOnlySpan<char> text, int at)
    {
        var end = Scalars.SkipWhile(text, at, ScalarClass.WhiteSpace);
        var lastBreak = text[at..end].LastIndexOfAny('\r', '\n');
        return lastBreak >= 0 ? at + lastBreak + 1 : LeaveOne(text, at, end);
    }

    /// <summary><c>\s+(?!\S)|\s+</c> where white space stands.</summary>
    public static int SpaceRunEnd(ReadOnlySpan<char> text, int at) =>
        LeaveOne(text, at, Scalars.SkipWhile(text, at, ScalarClass.WhiteSpace));

    // All white space is within U+FFFF, so that one unit is one scalar.
    private static int LeaveOne(ReadOnlySpan<char> text, int at, int end) => end == text.Length || end - at == 1 ? end : end - 1;

    private static char Fold(char unit) => unit == '\u017F' ? 's' : char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20) : unit;
}
