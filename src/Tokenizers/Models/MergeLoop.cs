namespace Tito.Tokenizers.Models;

/// <summary>Byte-pair encoding proper: merges adjacent ids, the lowest rank first, of equal ranks the leftmost.</summary>
/// <remarks>
/// The rule is that of the reference implementation's <c>Word::merge_all</c>. Short pieces, nearly all of them, are scanned for
/// their lowest merge each time; long ones keep their merges in a heap, so that no input costs more than n log n.
/// </remarks>
internal static class MergeLoop
{
    private const int LongestScan = 48;

    /// <summary>Merges in place.</summary>
    /// <param name="merges">What merges, and in which order.</param>
    /// <param name="ids">The ids of the piece; those after the result are garbage afterwards.</param>
    /// <param name="queue">Takes over where the piece is long.</param>
    /// <returns>How many ids are left; they are the first of <paramref name="ids"/>.</returns>
    public static int Run(MergeTable merges, Span<int> ids, MergeQueue queue) =>
        ids.Length <= LongestScan ? Scan(merges, ids) : queue.Run(merges, ids);

    private static int Scan(MergeTable merges, Span<int> ids)
    {
        Span<ulong> found = stackalloc ulong[LongestScan];
        var count = ids.Length;
        for (var i = 0; i < count - 1; i++)
        {
            found[i] = merges.Find(ids[i], ids[i + 1]);
        }

        while (count > 1)
        {
            var at = LowestOf(found[..(count - 1)]);
            var merge = found[at];
            if (merge == MergeTable.None)
            {
                break;
            }

            ids[at] = MergeTable.IdOf(merge);
            count--;
            ids[(at + 2)..(count + 1)].CopyTo(ids[(at + 1)..]);
            if (at + 1 < count)
            {
                found[(at + 2)..count].CopyTo(found[(at + 1)..]);
                found[at] = merges.Find(ids[at], ids[at + 1]);
            }

            if (at > 0)
            {
                found[at - 1] = merges.Find(ids[at - 1], ids[at]);
            }
        }

        return count;
    }

    private static int LowestOf(ReadOnlySpan<ulong> merges)
    {
        var at = 0;
        for (var i = 1; i < merges.Length; i++)
        {
            if (merges[i] < merges[at])
            {
                at = i;
            }
        }

        return at;
    }
}
