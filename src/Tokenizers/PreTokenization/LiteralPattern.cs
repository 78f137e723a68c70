namespace Tito.Tokenizers.PreTokenization;

/// <summary>A text that is looked for as it stands.</summary>
/// <param name="literal">Not empty.</param>
internal sealed class LiteralPattern(string literal) : PatternScanner
{
    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) =>
        text[from..].IndexOf(literal, StringComparison.Ordinal) is var at and >= 0
            ? new(from + at, from + at + literal.Length)
            : Piece.None;
}
