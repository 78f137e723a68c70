using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pattern of Qwen2 and Qwen3; with <c>\p{N}{1,3}</c> for numbers that of cl100k, Llama 3 and GLM-4:
/// <code>
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>
/// Every scalar is part of a match. Where words have marks, <c>[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+</c>, a mark that starts a match may be its
/// prefix or its word: the match ends at the same place.
/// </remarks>
/// <param name="mostDigits">The longest match of the branch of <c>\p{N}</c>, in scalars.</param>
/// <param name="letters">What words are made of: <c>\p{L}</c>, or <c>[\p{L}\p{M}]</c> for Qwen3.5.</param>
/// <param name="takesLineBreaks">Whether symbols take the line breaks after them, <c>[\r\n]*</c>; they do not for Seed-OSS.</param>
internal sealed class ClassicPattern(int mostDigits, ScalarClass letters = ScalarClass.Letter, bool takesLineBreaks = true) : PatternScanner
{

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) => new(from, EndOf(text, from));

    private int EndOf(ReadOnlySpan<char> text, int from)
    {
        var first = Scalars.ClassAt(text, from, out var length);
        if ((first & letters) != 0)
        {
            return Scalars.SkipWhile(text, from + length, letters);
        }

        if ((first & ScalarClass.Number) != 0)
        {
            return PatternBranches.NumberEnd(text, from, mostDigits);
        }

        if (text[from] == '\'' && PatternBranches.ContractionEnd(text, from) is var contraction && contraction > from)
        {
            return contraction;
        }

        var second = from + length;
        if (text[from] is not ('\r' or '\n') && Scalars.SkipWhile(text, second, letters) is var word && word > second)
        {
            return word;
        }

        var symbols = text[from] == ' ' ? second : from;
        return Scalars.SkipUntil(text, symbols, letters | ScalarClass.Number | ScalarClass.WhiteSpace) is var end && end > symbols
            ? takesLineBreaks ? PatternBranches.NewlinesEnd(text, end) : end
            : PatternBranches.WhiteSpaceEnd(text, from);
    }
}
