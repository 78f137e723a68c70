using Tito.Core.Rendering;

namespace Tito.Core.Verification;

/// <summary>Says where two token sequences part, for people.</summary>
internal static class TokenDifference
{
    /// <summary>The first index that differs with both tokens and their text, or null when the sequences are equal.</summary>
    public static string? First(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual, ChatRenderer renderer)
    {
        var index = expected.CommonPrefixLength(actual);
        return index == expected.Length && index == actual.Length
            ? null
            : $"token {index}: expected {Describe(expected, index, renderer)}, found {Describe(actual, index, renderer)}.";
    }

    private static string Describe(ReadOnlySpan<int> ids, int index, ChatRenderer renderer) =>
        index >= ids.Length ? $"the end after {ids.Length} tokens" : renderer.Describe(ids[index]);
}
