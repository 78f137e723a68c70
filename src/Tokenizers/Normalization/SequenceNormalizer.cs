using System.Collections.Immutable;

namespace Tito.Tokenizers.Normalization;

/// <summary>Several rewrites, one after the other.</summary>
internal sealed class SequenceNormalizer(ImmutableArray<Normalizer> steps) : Normalizer
{
    /// <inheritdoc/>
    public override bool KeepsStart => steps.All(step => step.KeepsStart);

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        foreach (var step in steps)
        {
            text = step.Normalize(text);
        }

        return text;
    }
}
