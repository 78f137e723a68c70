using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The two word branches of o200k, <c>U</c> and <c>W</c> being classes of scalars in one case, or in none:
/// <code>
/// [^\r\n\p{L}\p{N}]?U*W+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?U+W*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// </code>
/// </summary>
/// <param name="upper"><c>U</c></param>
/// <param name="lower"><c>W</c></param>
/// <param name="takesContractions">Whether a contraction after a word belongs to it.</param>
internal readonly struct CasedWords(ScalarClass upper, ScalarClass lower, bool takesContractions = true)
{
    private const ScalarClass Word = ScalarClass.Letter | ScalarClass.Number;

    /// <summary>The end of the match at a position; the position itself when neither branch matches.</summary>
    public int EndOf(ReadOnlySpan<char> text, int at)
    {
        var first = Scalars.ClassAt(text, at, out var length);
        var prefixed = (first & Word) == 0 && text[at] is not ('\r' or '\n');

        // In the order in which a backtracking engine tries them: the prefix is taken where it can be, and is given back.
        var end = prefixed ? EndOfLower(text, at + length) : -1;
        end = end < 0 ? EndOfLower(text, at) : end;
        end = end < 0 && prefixed ? EndOfUpper(text, at + length) : end;
        end = end < 0 ? EndOfUpper(text, at) : end;
        return end < 0 ? at : takesContractions ? PatternBranches.ContractionEnd(text, end) : end;
    }

    // U*W+: the upper run is as long as can be. Where no W follows, it gives back down to its last scalar that is a W too.
    private int EndOfLower(ReadOnlySpan<char> text, int at)
    {
        var lastShared = -1;
        while (at < text.Length && Scalars.ClassAt(text, at, out var length) is var classes && (classes & upper) != 0)
        {
            at += length;
            lastShared = (classes & lower) != 0 ? at : lastShared;
        }

        return Scalars.SkipWhile(text, at, lower) is var end && end > at ? end : lastShared;
    }

    // U+W*: tried only where U*W+ fails, so that no W can follow.
    private int EndOfUpper(ReadOnlySpan<char> text, int at) => Scalars.SkipWhile(text, at, upper) is var end && end > at ? end : -1;
}
