using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The third pattern of DeepSeek V3, with <c>\r</c> and <c>\n</c> as the characters themselves:
/// <code>
/// [!"#$%&amp;'()*+,\-./:;&lt;=&gt;?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|
/// ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>Numbers, controls and unassigned scalars match nothing, unless a letter or a mark follows.</remarks>
internal sealed class DeepSeekPattern : PatternScanner
{
    private const ScalarClass Word = ScalarClass.Letter | ScalarClass.Mark;

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var classes = Scalars.ClassAt(text, from, out var length);
            if (EndOf(text, from, classes, length) is var end && end > from)
            {
                return new(from, end);
            }

            from += length;
        }

        return Piece.None;
    }

    private static int EndOf(ReadOnlySpan<char> text, int from, ScalarClass first, int length)
    {
        var second = from + length;
        if ((first & ScalarClass.Letter) != 0)
        {
            return Scalars.SkipWhile(text, second, Word);
        }

        if ((first & ScalarClass.PunctuationOrSymbol) != 0)
        {
            return char.IsAscii(text[from]) && LettersEnd(text, second) is var letters && letters > second
                ? letters
                : PatternBranches.NewlinesEnd(text, Scalars.SkipWhile(text, second, ScalarClass.PunctuationOrSymbol));
        }

        if (text[from] is not ('\r' or '\n') && Scalars.SkipWhile(text, second, Word) is var word && word > second)
        {
            return word;
        }

        if ((first & ScalarClass.Mark) != 0)
        {
            return second;
        }

        if (text[from] == ' ' && Scalars.SkipWhile(text, second, ScalarClass.PunctuationOrSymbol) is var symbols && symbols > second)
        {
            return PatternBranches.NewlinesEnd(text, symbols);
        }

        return (first & ScalarClass.WhiteSpace) != 0 ? PatternBranches.WhiteSpaceEnd(text, from) : from;
    }

    private static int LettersEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        return at;
    }
}
