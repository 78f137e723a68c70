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
/// <remarks>Every scalar is part of a match.</remarks>
internal sealed class OmniPattern : PatternScanner
{
    private static readonly CasedWords Words = new(ScalarClass.Upper, ScalarClass.Lower);

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) =>
        new(from, Words.EndOf(text, from) is var word && word > from ? word : PatternBranches.RestEnd(text, from, slashes: true));
}
