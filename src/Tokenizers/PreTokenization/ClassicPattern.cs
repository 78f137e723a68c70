using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pattern of Qwen2 and Qwen3; with <c>\p{N}{1,3}</c> for numbers that of cl100k, Llama 3 and GLM-4:
/// <code>
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// </summary>
/// <remarks>Every scalar is part of a match.</remarks>
/// <param name="mostDigits">The longest match of the branch of <c>\p{N}</c>, in scalars.</param>
internal sealed class ClassicPattern(int mostDigits) : PatternScanner
{
    private const ScalarClass Word = ScalarClass.Letter | ScalarClass.Number;

    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from) => new(from, EndOf(text, from));

    private int EndOf(ReadOnlySpan<char> text, int from)
    {
        var first = Scalars.ClassAt(text, from, out var length);
        if ((first & ScalarClass.Letter) != 0)
        {
            return Scalars.SkipWhile(text, from + length, ScalarClass.Letter);
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
        if (text[from] is not ('\r' or '\n') && Scalars.SkipWhile(text, second, ScalarClass.Letter) is var letters && letters > second)
        {
            return letters;
        }

        var symbols = text[from] == ' ' ? second : from;
        return Scalars.SkipUntil(text, symbols, Word | ScalarClass.WhiteSpace) is var end && end > symbols
            ? PatternBranches.NewlinesEnd(text, end)
            : PatternBranches.WhiteSpaceEnd(text, from);
    }
}
