namespace Tito.Tokenizers.PreTokenization;

/// <summary>Cuts at the matches of a pattern.</summary>
/// <remarks>The rules are those of the reference's <c>NormalizedString::split</c>.</remarks>
/// <param name="pattern">What is looked for.</param>
/// <param name="behavior">What becomes of matches and gaps.</param>
/// <param name="invert">Whether gaps count as the matches, and matches as the gaps.</param>
internal sealed class Split(PatternScanner pattern, SplitBehavior behavior, bool invert) : PreTokenizer
{
    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        foreach (var (start, end) in pieces.Current)
        {
            var writer = new SplitWriter(pieces, behavior);
            var part = text[start..end];
            var done = 0;
            for (Piece match; done < part.Length && (match = pattern.Find(part, done)) != Piece.None; done = match.End)
            {
                writer.Write(start + done, start + match.Start, invert);
                writer.Write(start + match.Start, start + match.End, !invert);
            }

            writer.Write(start + done, end, invert);
            writer.Finish();
        }

        pieces.Flip();
        return text;
    }
}
