using System.Collections.Immutable;

namespace Tito.Core.Tokenizers.PreTokenization;

/// <summary>Several cuts, each within the pieces of the one before.</summary>
internal sealed class SequencePreTokenizer(ImmutableArray<PreTokenizer> steps) : PreTokenizer
{
    /// <inheritdoc/>
    public override void Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        foreach (var step in steps)
        {
            step.Cut(text, pieces);
        }
    }
}
