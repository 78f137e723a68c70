using System.Text;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>Writes spaces as a visible character, as SentencePiece does, and cuts before each of them.</summary>
/// <param name="replacement">The visible character.</param>
/// <param name="scheme">Which pieces get one in front, unless they start with one.</param>
/// <param name="split">Whether it cuts at all.</param>
internal sealed class Metaspace(char replacement, PrependScheme scheme, bool split) : PreTokenizer
{
    private readonly Split _split = new(new LiteralPattern(replacement.ToString()), SplitBehavior.MergedWithNext, invert: false);

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        var rewritten = new StringBuilder(text.Length + 1);
        foreach (var (start, end) in pieces.Current)
        {
            var newStart = rewritten.Length;
            var prepends = scheme == PrependScheme.Always || (scheme == PrependScheme.First && pieces.StartsText && start == 0);
            if (prepends && text[start] != ' ' && text[start] != replacement)
            {
                rewritten.Append(replacement);
            }

            rewritten.Append(text[start..end]).Replace(' ', replacement, newStart, rewritten.Length - newStart);
            pieces.Write(newStart, rewritten.Length);
        }

        pieces.Flip();
        var result = rewritten.ToString();
        return split ? _split.Cut(result, pieces) : result;
    }
}
