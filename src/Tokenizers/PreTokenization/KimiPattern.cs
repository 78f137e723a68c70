using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pattern of Kimi K2:
/// <code>
/// [\p{Han}]+
/// |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&amp;&amp;[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&amp;&amp;[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&amp;&amp;[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&amp;&amp;[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>Every scalar is part of a match.</remarks>
internal sealed class KimiPattern : PatternScanner
{
    private static readonly CasedWords Words = new(ScalarClass.UpperNotHan, ScalarClass.LowerNotHan);

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from)
    {
        var end = Scalars.SkipWhile(text, from, ScalarClass.Han);
        end = end > from ? end : Words.EndOf(text, from);
        return new(from, end > from ? end : PatternBranches.RestEnd(text, from, slashes: false));
    }
}
