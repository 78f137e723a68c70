using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pattern of o200k, which gpt-oss cuts by:
/// <code>
/// [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>Every scalar is part of a match. Tekken's is the same without contractions, and with <c>\p{N}</c> for numbers.</remarks>
/// <param name="takesContractions">Whether a contraction after a word belongs to it.</param>
/// <param name="mostDigits">The longest match of the branch of <c>\p{N}</c>, in scalars.</param>
internal sealed class OmniPattern(bool takesContractions, int mostDigits) : PatternScanner
{
    private readonly CasedWords _words = new(ScalarClass.Upper, ScalarClass.Lower, takesContractions);

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) =>
        new(from, _words.EndOf(text, from) is var word && word > from
            ? word
            : PatternBranches.RestEnd(text, from, slashes: true, mostDigits));
}
