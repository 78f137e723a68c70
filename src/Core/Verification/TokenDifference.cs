namespace Tito.Core.Verification;

/// <summary>Says where two token sequences part, for people.</summary>
internal static class TokenDifference
{
    /// <summary>The first index that differs with both tokens, or null when the sequences are equal.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="describe">An id for people: with its text where a tokenizer is at hand.</param>
    public static string? First(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual, Func<int, string> describe)
    {
        var index = expected.CommonPrefixLength(actual);
        return index == expected.Length && index == actual.Length
            ? null
            : $"token {index}: expected {Describe(expected, index, describe)}, found {Describe(actual, index, describe)}.";
    }

    private static string Describe(ReadOnlySpan<int> ids, int index, Func<int, string> describe) =>
        index >= ids.Length ? $"the end after {ids.Length} tokens" : describe(ids[index]);
}
