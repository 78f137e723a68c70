namespace Tito.Tokenizers.Normalization;

/// <summary>Rewrites a text before it is cut and encoded.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class Normalizer
{
    /// <summary>
    /// Whether the reference takes what any rewritten text begins with for the start of the text: it looks where that stood before, and
    /// not where it stands.
    /// </summary>
    public virtual bool KeepsStart => true;

    /// <summary>The rewritten text: the input itself where nothing changes, new memory otherwise.</summary>
    /// <param name="text">Without lone surrogates.</param>
    public abstract ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text);

    /// <summary>The rewritten text of a part between special tokens.</summary>
    /// <param name="text">The part, without lone surrogates.</param>
    /// <param name="startsText">Whether nothing stands before it.</param>
    public virtual ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, bool startsText) => Normalize(text);
}
