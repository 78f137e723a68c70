namespace Tito.Tokenizers.PreTokenization;

/// <summary>A part of a text, in UTF-16 units.</summary>
/// <param name="Start">The index of its first unit.</param>
/// <param name="End">The index after its last unit.</param>
internal readonly record struct Piece(int Start, int End)
{
    /// <summary>The result of a search that found nothing.</summary>
    public static readonly Piece None = new(-1, -1);
}
