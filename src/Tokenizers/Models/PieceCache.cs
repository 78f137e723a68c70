using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tito.Tokenizers.Models;

/// <summary>The ids of short pieces that came lately. Bounded: a piece replaces the one that was in its slot.</summary>
/// <remarks>
/// Natural text repeats its words, and finding one costs a tenth of merging it. An entry is 64 bytes, a cache line, and no object.
/// Not thread-safe.
/// </remarks>
internal sealed class PieceCache
{
    private const int SlotBits = 14;
    private const int LongestPiece = 16;
    private const int MostIds = 7;

    private readonly Slot[] _slots = new Slot[1 << SlotBits];

    /// <summary>Whether a piece of this length, in UTF-16 units, can be in the cache at all.</summary>
    public static bool Takes(int length) => length <= LongestPiece;

    /// <summary>Appends the ids of a piece if they are here.</summary>
    /// <param name="piece">A piece that the cache <see cref="Takes"/>; not empty.</param>
    /// <param name="ids">Where the ids go.</param>
    /// <param name="key">The piece as the cache writes it, for <see cref="Store"/>.</param>
    public bool TryAppend(ReadOnlySpan<char> piece, GrowingBuffer<int> ids, out PieceKey key)
    {
        key = PieceKey.Of(piece);
        ref var slot = ref _slots[key.SlotOf(SlotBits)];
        if (slot.Length != piece.Length || !slot.Key.Equals(key))
        {
            return false;
        }

        ids.Append(((ReadOnlySpan<int>)slot.Ids)[..slot.Count]);
        return true;
    }

    /// <summary>Remembers the ids of a piece, unless they are many.</summary>
    public void Store(in PieceKey key, int length, ReadOnlySpan<int> ids)
    {
        if (ids.Length > MostIds)
        {
            return;
        }

        ref var slot = ref _slots[key.SlotOf(SlotBits)];
        (slot.Key, slot.Length, slot.Count) = (key, (byte)length, (byte)ids.Length);
        ids.CopyTo(slot.Ids);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public PieceKey Key;
        public byte Length;
        public byte Count;
        public SlotIds Ids;
    }

    [InlineArray(MostIds)]
    private struct SlotIds
    {
        private int _first;
    }
}
