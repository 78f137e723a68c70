namespace Tito.Tokenizers;

/// <summary>Finds what makes UTF-16 text no Unicode text.</summary>
internal static class LoneSurrogates
{
    /// <summary>The index of the first surrogate that is not one of a pair, or -1.</summary>
    public static int IndexIn(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAnyInRange('\uD800', '\uDFFF') is var step and >= 0; at += 2)
        {
            at += step;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }
        }

        return -1;
    }
}
