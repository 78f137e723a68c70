namespace Tito.Tokenizers.PreTokenization;

/// <summary>A published pattern as hand-written code over Unicode scalars.</summary>
/// <remarks>
/// .NET's regular expressions work on UTF-16 units: <c>\p{L}</c> does not match U+20000, so they would cut where the reference does
/// not. Immutable and thread-safe.
/// </remarks>
internal abstract class PatternScanner
{
    /// <summary>The leftmost match at or after a position, or <see cref="Piece.None"/>.</summary>
    /// <param name="text">Without lone surrogates; the pattern sees nothing outside of it.</param>
    /// <param name="from">Where the search starts, 0 to the text's length.</param>
    public abstract Piece Find(ReadOnlySpan<char> text, int from);
}
