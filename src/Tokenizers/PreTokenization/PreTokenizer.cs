namespace Tito.Tokenizers.PreTokenization;

/// <summary>Cuts a text into the pieces that the model encodes one by one.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class PreTokenizer
{
    /// <summary>Cuts the current pieces further.</summary>
    /// <param name="text">The text that the pieces are parts of.</param>
    /// <param name="pieces">Read and replaced.</param>
    /// <returns>The text that the pieces are parts of now: the input itself, or new memory where the step rewrites.</returns>
    public abstract ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, PieceList pieces);
}
