using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>The first pattern of DeepSeek V3: <c>\p{N}{1,3}</c></summary>
internal sealed class DigitGroupsPattern : PatternScanner
{
    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) =>
        Scalars.SkipUntil(text, from, ScalarClass.Number) is var start && start < text.Length
            ? new(start, PatternBranches.NumberEnd(text, start, 3))
            : Piece.None;
}
