using System.Numerics;

namespace Tito.Tokenizers.Models;

/// <summary>From a pair of adjacent ids to the rank of their merge and the id that they become.</summary>
/// <remarks>
/// A merge is one number: the rank in the upper 32 bits, the new id in the lower, so that the smaller number is the merge that goes
/// first. Open addressing in one array of (pair, merge): a lookup that fails, the usual one, costs one cache line. Immutable and
/// thread-safe.
/// </remarks>
internal sealed class MergeTable
{
    /// <summary>The pair does not merge. Larger than every merge.</summary>
    public const ulong None = ulong.MaxValue;

    private readonly Entry[] _entries;

    /// <param name="merges">Of a pair that comes twice the last merge counts, as in the reference.</param>
    public MergeTable(ReadOnlySpan<Merge> merges)
    {
        _entries = new Entry[(int)BitOperations.RoundUpToPowerOf2((uint)merges.Length * 2 + 1)];
        Array.Fill(_entries, new Entry(None, None));
        foreach (var (left, right, rank, id) in merges)
        {
            var pair = PairOf(left, right);
            _entries[SlotOf(pair)] = new(pair, ((ulong)rank << 32) | (uint)id);
        }
    }

    /// <summary>The merge of two adjacent ids, or <see cref="None"/>.</summary>
    public ulong Find(int left, int right) => _entries[SlotOf(PairOf(left, right))].Merge;

    /// <summary>The id that a merge makes.</summary>
    public static int IdOf(ulong merge) => unchecked((int)merge);

    /// <summary>All merges in rising order of rank, of equal ranks by their pairs.</summary>
    public Merge[] ToArray() =>
    [
        .. _entries.Where(entry => entry.Pair != None).OrderBy(entry => entry.Merge >> 32).ThenBy(entry => entry.Pair)
            .Select(entry => new Merge((int)(entry.Pair >> 32), IdOf(entry.Pair), (int)(entry.Merge >> 32), IdOf(entry.Merge))),
    ];

    private static ulong PairOf(int left, int right) => unchecked(((ulong)(uint)left << 32) | (uint)right);

    private int SlotOf(ulong pair)
    {
        unchecked
        {
            var entries = _entries;
            var mask = entries.Length - 1;
            var slot = (int)((pair * 0x9E3779B97F4A7C15UL) >> 32) & mask;
            while (entries[slot].Pair != pair && entries[slot].Pair != None)
            {
                slot = (slot + 1) & mask;
            }

            return slot;
        }
    }

    private readonly record struct Entry(ulong Pair, ulong Merge);
}
