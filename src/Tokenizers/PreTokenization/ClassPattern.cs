using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>One scalar of some class, as Digits and Punctuation look for it.</summary>
/// <param name="classes">The scalar has at least one of these.</param>
internal sealed class ClassPattern(ScalarClass classes) : PatternScanner
{
    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from)
    {
        var start = Scalars.SkipUntil(text, from, classes);
        return start < text.Length ? new(start, start + (char.IsHighSurrogate(text[start]) ? 2 : 1)) : Piece.None;
    }
}
