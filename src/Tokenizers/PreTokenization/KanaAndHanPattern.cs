namespace Tito.Tokenizers.PreTokenization;

/// <summary>The second pattern of DeepSeek V3: <c>[一-龥぀-ゟ゠-ヿ]+</c>, which is U+4E00 to U+9FA5 and U+3040 to U+30FF.</summary>
internal sealed class KanaAndHanPattern : PatternScanner
{
    /// <inheritdoc/>
    public override Piece Find(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && !IsOne(text[from]))
        {
            from++;
        }

        var end = from;
        while (end < text.Length && IsOne(text[end]))
        {
            end++;
        }

        return end > from ? new(from, end) : Piece.None;
    }

    private static bool IsOne(char unit) => unit is (>= '\u4E00' and <= '\u9FA5') or (>= '\u3040' and <= '\u30FF');
}
