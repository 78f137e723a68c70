using System.Collections.Immutable;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>Several cuts, each within the pieces of the one before; with none, the whole text is one piece.</summary>
internal sealed class SequencePreTokenizer(ImmutableArray<PreTokenizer> steps) : PreTokenizer
{
    /// <summary>The cuts; null where a step rewrites the text as well.</summary>
    public ImmutableArray<Split>? Splits { get; } = steps.All(step => step is Split) ? [.. steps.Cast<Split>()] : null;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces)
    {
        foreach (var step in steps)
        {
            text = step.Cut(text, pieces);
        }

        return text;
    }
}
