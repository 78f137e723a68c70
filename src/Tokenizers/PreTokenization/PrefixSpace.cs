using System.Text;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>ByteLevel's <c>add_prefix_space</c>: each piece that does not start with a space gets one.</summary>
internal sealed class PrefixSpace : PreTokenizer
{
    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        var rewritten = new StringBuilder(text.Length);
        foreach (var (start, end) in pieces.Current)
        {
            var newStart = rewritten.Length;
            rewritten.Append(text[start] == ' ' ? "" : " ").Append(text[start..end]);
            pieces.Write(newStart, rewritten.Length);
        }

        pieces.Flip();
        return rewritten.ToString();
    }
}
