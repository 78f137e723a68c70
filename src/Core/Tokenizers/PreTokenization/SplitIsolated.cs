namespace Tito.Core.Tokenizers.PreTokenization;

/// <summary>Split with behaviour <c>Isolated</c>: a match is a piece, and so is what lies between two matches.</summary>
internal sealed class SplitIsolated(PatternScanner pattern) : PreTokenizer
{
    /// <inheritdoc/>
    public override void Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        foreach (var (start, end) in pieces.Current)
        {
            var part = text[start..end];
            var done = 0;
            for (Piece match; done < part.Length && (match = pattern.Find(part, done)) != Piece.None; done = match.End)
            {
                pieces.Write(start + done, start + match.Start);
                pieces.Write(start + match.Start, start + match.End);
            }

            pieces.Write(start + done, end);
        }

        pieces.Flip();
    }
}
