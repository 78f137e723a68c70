using System.Collections.Immutable;

namespace Tito.Core.Sessions.Inspection;

/// <summary>Aligns two token sequences by a longest common subsequence.</summary>
internal static class TokenDifference
{
    /// <summary>
    /// The most pairs of tokens that are looked at, between what both begin and what both end with. Sequences with more of them are told as
    /// replaced as a whole there: the table has 4 bytes for each pair.
    /// </summary>
    private const long MaxPairs = 4_000_000;

    /// <summary>
    /// The runs of both in order; no two neighbours are of one side, and none is empty. Those that the second has, joined, are the second;
    /// those that the first has, the first. Where both differ, the first's come first.
    /// </summary>
    public static ImmutableArray<(DifferenceSide Side, ImmutableArray<int> Ids)> Of(ImmutableArray<int> first, ImmutableArray<int> second)
    {
        var a = first.AsSpan();
        var b = second.AsSpan();
        var head = a.CommonPrefixLength(b);
        var tail = 0;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var steps = new List<(DifferenceSide Side, int Id)>(a.Length + b.Length);
        Add(steps, DifferenceSide.Both, a[..head]);
        AddMiddle(steps, a[head..^tail], b[head..^tail]);
        Add(steps, DifferenceSide.Both, a[^tail..]);
        return Join(steps);
    }

    private static void AddMiddle(List<(DifferenceSide Side, int Id)> steps, ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if ((long)a.Length * b.Length > MaxPairs)
        {
            Add(steps, DifferenceSide.First, a);
            Add(steps, DifferenceSide.Second, b);
            return;
        }

        var (common, i, j) = (CommonLengths(a, b), 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                steps.Add((DifferenceSide.Both, a[i++]));
                j++;
            }
            else if (common[i + 1][j] >= common[i][j + 1])
            {
                steps.Add((DifferenceSide.First, a[i++]));
            }
            else
            {
                steps.Add((DifferenceSide.Second, b[j++]));
            }
        }

        Add(steps, DifferenceSide.First, a[i..]);
        Add(steps, DifferenceSide.Second, b[j..]);
    }

    /// <summary>The length of a longest common subsequence of what is left of both after i and j tokens.</summary>
    private static int[][] CommonLengths(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var common = new int[a.Length + 1][];
        common[a.Length] = new int[b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            common[i] = new int[b.Length + 1];
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : Math.Max(common[i + 1][j], common[i][j + 1]);
            }
        }

        return common;
    }

    private static void Add(List<(DifferenceSide Side, int Id)> steps, DifferenceSide side, ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            steps.Add((side, id));
        }
    }

    private static ImmutableArray<(DifferenceSide Side, ImmutableArray<int> Ids)> Join(List<(DifferenceSide Side, int Id)> steps)
    {
        var runs = ImmutableArray.CreateBuilder<(DifferenceSide Side, ImmutableArray<int> Ids)>();
        for (var from = 0; from < steps.Count;)
        {
            var side = steps[from].Side;
            var ids = steps.Skip(from).TakeWhile(step => step.Side == side).Select(step => step.Id).ToImmutableArray();
            runs.Add((side, ids));
            from += ids.Length;
        }

        return runs.DrainToImmutable();
    }
}
