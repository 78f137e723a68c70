namespace Tito.Tokenizers.PreTokenization;

/// <summary>Cuts at the matches of a pattern.</summary>
/// <remarks>The rules are those of the reference's <c>NormalizedString::split</c>.</remarks>
/// <param name="pattern">What is looked for.</param>
/// <param name="behavior">What becomes of matches and gaps.</param>
/// <param name="invert">Whether gaps count as the matches, and matches as the gaps.</param>
internal sealed class Split(PatternScanner pattern, SplitBehavior behavior, bool invert) : PreTokenizer
{
    /// <summary>The pieces of a text, one by one, by their places in it.</summary>
    public SplitPieces Pieces(ReadOnlySpan<char> text) => new(text, pattern, behavior, invert);

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        foreach (var (start, end) in pieces.Current)
        {
            foreach (var (from, to) in Pieces(text[start..end]))
            {
                pieces.Write(start + from, start + to);
            }
        }

        pieces.Flip();
        return text;
    }
}
