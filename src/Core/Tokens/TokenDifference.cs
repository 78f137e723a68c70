namespace Tito.Core.Tokens;

/// <summary>The first token in which two sequences differ.</summary>
/// <param name="Index">Its index, 0 or more.</param>
/// <param name="Expected">The id that should be there; null where that sequence has ended.</param>
/// <param name="Actual">The id that is there; null where that sequence has ended.</param>
public readonly record struct TokenDifference(int Index, int? Expected, int? Actual)
{
    /// <summary>The first difference, or null when the sequences are equal.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    public static TokenDifference? Find(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual)
    {
        var index = expected.CommonPrefixLength(actual);
        return index == expected.Length && index == actual.Length
            ? null
            : new(index, index < expected.Length ? expected[index] : null, index < actual.Length ? actual[index] : null);
    }

    /// <summary>The difference for people, as <c>token 7: expected 198 "\n", found no token.</c></summary>
    /// <param name="describe">An id for people: with its text where a tokenizer is at hand.</param>
    public string Describe(Func<int, string> describe) => $"token {Index}: {Sides(describe)}.";

    /// <summary>Both sides for people, as <c>expected 198 "\n", found no token</c>.</summary>
    /// <param name="describe">An id for people.</param>
    public string Sides(Func<int, string> describe) => $"expected {Side(Expected, describe)}, found {Side(Actual, describe)}";

    private static string Side(int? id, Func<int, string> describe) => id is { } token ? describe(token) : "no token";
}
