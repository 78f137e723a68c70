using System.Numerics;
using System.Runtime.InteropServices;

namespace Tito.Tokenizers.Models;

/// <summary>Up to 16 UTF-16 units in four numbers, filled up with zeros.</summary>
internal readonly record struct PieceKey(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public static PieceKey Of(ReadOnlySpan<char> piece)
    {
        Span<ulong> parts = stackalloc ulong[4];
        parts.Clear();
        piece.CopyTo(MemoryMarshal.Cast<ulong, char>(parts));
        return new(parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>A slot number of some bits.</summary>
    public int SlotOf(int bits)
    {
        unchecked
        {
            var hash = First * 0x9E3779B97F4A7C15UL;
            hash = (hash ^ (hash >> 29) ^ Second) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 31) ^ Third ^ BitOperations.RotateLeft(Fourth, 17)) * 0x94D049BB133111EBUL;
            return (int)(hash >> (64 - bits));
        }
    }
}
