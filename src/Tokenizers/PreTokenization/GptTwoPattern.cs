using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pattern of GPT-2, which ByteLevel with <c>use_regex</c> cuts by:
/// <code>
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>Every scalar is part of a match.</remarks>
internal sealed class GptTwoPattern : PatternScanner
{
    private const ScalarClass Word = ScalarClass.Letter | ScalarClass.Number;

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) => new(from, EndOf(text, from));

    private static int EndOf(ReadOnlySpan<char> text, int from)
    {
        if (text[from] == '\'' && ContractionEnd(text[(from + 1)..]) is var contraction and > 0)
        {
            return from + 1 + contraction;
        }

        var start = text[from] == ' ' ? from + 1 : from;
        var classes = Scalars.ClassOfFirst(text[start..]);
        if (start == text.Length || (classes & ScalarClass.WhiteSpace) != 0)
        {
            return PatternBranches.SpaceRunEnd(text, from);
        }

        return (classes & ScalarClass.Letter) != 0 ? Scalars.SkipWhile(text, start, ScalarClass.Letter)
            : (classes & ScalarClass.Number) != 0 ? Scalars.SkipWhile(text, start, ScalarClass.Number)
            : Scalars.SkipUntil(text, start, Word | ScalarClass.WhiteSpace);
    }

    private static int ContractionEnd(ReadOnlySpan<char> text) => text switch
    {
        ['s' or 't' or 'm' or 'd', ..] => 1,
        ['r' or 'v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };
}
