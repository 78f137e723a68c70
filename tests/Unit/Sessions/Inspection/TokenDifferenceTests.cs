using System.Collections.Immutable;
using Tito.Core.Sessions.Inspection;

namespace Tito.Tests.Unit.Sessions.Inspection;

/// <summary>Letters for token ids.</summary>
public sealed class TokenDifferenceTests
{
    /// <summary>The lengths of the longest common subsequences are those of the literature: 4 of kitten and sitting, 4 of XMJYAUZ and MZJAWXU.</summary>
    [Theory]
    [InlineData("", "", "", 0)]
    [InlineData("abc", "abc", "=abc", 3)]
    [InlineData("", "ab", "+ab", 0)]
    [InlineData("ab", "", "-ab", 0)]
    [InlineData("abcd", "abxd", "=ab -c +x =d", 3)]
    [InlineData("aaa", "aa", "=aa -a", 2)]
    [InlineData("kitten", "sitting", "-k +s =itt -e +i =n +g", 4)]
    [InlineData("XMJYAUZ", "MZJAWXU", null, 4)]
    public void Of_TwoSequences_KeepsALongestCommonSubsequence(string first, string second, string? expected, int common)
    {
        var runs = TokenDifference.Of(Ids(first), Ids(second));

        Assert.Equal(common, runs.Where(run => run.Side == DifferenceSide.Both).Sum(run => run.Ids.Length));
        Assert.Equal(expected ?? Told(runs), Told(runs));
        Assert.Equal(Ids(first), runs.Where(run => run.Side != DifferenceSide.Second).SelectMany(run => run.Ids));
        Assert.Equal(Ids(second), runs.Where(run => run.Side != DifferenceSide.First).SelectMany(run => run.Ids));
    }

    [Fact]
    public void Of_SequencesWithTooManyPairs_TellsTheMiddleAsReplaced()
    {
        ImmutableArray<int> first = [1, .. Enumerable.Range(10_000, 3_000), 2], second = [1, .. Enumerable.Range(11_000, 3_000), 2];

        var runs = TokenDifference.Of(first, second);

        Assert.Equal(
            [(DifferenceSide.Both, 1), (DifferenceSide.First, 3_000), (DifferenceSide.Second, 3_000), (DifferenceSide.Both, 1)],
            runs.Select(run => (run.Side, run.Ids.Length)));
    }

    private static ImmutableArray<int> Ids(string text) => [.. text.Select(letter => (int)letter)];

    private static string Told(ImmutableArray<(DifferenceSide Side, ImmutableArray<int> Ids)> runs) => string.Join(
        ' ', runs.Select(run => $"{"=-+"[(int)run.Side]}{string.Concat(run.Ids.Select(id => (char)id))}"));
}
