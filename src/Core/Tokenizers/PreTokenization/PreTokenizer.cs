namespace Tito.Core.Tokenizers.PreTokenization;

/// <summary>Cuts a text into the pieces that the model encodes one by one.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal abstract class PreTokenizer
{
    /// <summary>Cuts the current pieces further.</summary>
    /// <param name="text">The text that the pieces are parts of.</param>
    /// <param name="pieces">Read and replaced.</param>
    public abstract void Cut(ReadOnlySpan<char> text, PieceList pieces);
}
