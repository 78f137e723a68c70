namespace Tito.Tokenizers.Normalization;

/// <summary>Rewrites a text before it is cut and encoded.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class Normalizer
{
    /// <summary>The rewritten text: the input itself where nothing changes, new memory otherwise.</summary>
    /// <param name="text">Without lone surrogates.</param>
    public abstract ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text);
}
