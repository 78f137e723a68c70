using System.Text;

namespace Tito.Tokenizers.Models;

/// <summary>A byte string for each id from 0 to <see cref="Count"/> - 1, in one block of memory.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class TokenTable
{
    private readonly byte[] _block;
    private readonly int[] _ends;

    /// <param name="block">All byte strings, one after the other.</param>
    /// <param name="ends">Where each of them ends in the block; never decreasing, the last one is the block's length.</param>
    public TokenTable(byte[] block, int[] ends) => (_block, _ends) = (block, ends);

    public int Count => _ends.Length;

    /// <summary>How many of them are not empty.</summary>
    public int EntryCount()
    {
        var count = 0;
        for (var id = 0; id < Count; id++)
        {
            count += this[id].IsEmpty ? 0 : 1;
        }

        return count;
    }

    public ReadOnlySpan<byte> Block => _block;

    public ReadOnlySpan<int> Ends => _ends;

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            var start = id == 0 ? 0 : _ends[id - 1];
            return _block.AsSpan(start, _ends[id] - start);
        }
    }

    public string TextOf(int id) => Encoding.UTF8.GetString(this[id]);

    /// <summary>A table with each byte string rewritten.</summary>
    /// <param name="growth">How many times as long as before a byte string can become, at most.</param>
    /// <param name="write">Writes what becomes of a byte string, and returns its length.</param>
    public TokenTable Rewrite(int growth, Func<ReadOnlySpan<byte>, Span<byte>, int> write)
    {
        var block = new byte[checked(growth * _block.Length)];
        var ends = new int[Count];
        var end = 0;
        for (var id = 0; id < ends.Length; id++)
        {
            ends[id] = end += write(this[id], block.AsSpan(end));
        }

        return new(block[..end], ends);
    }

    /// <summary>This table with more byte strings after it.</summary>
    public TokenTable With(IReadOnlyList<byte[]> more)
    {
        var others = Of(more);
        var moved = others._ends.Select(end => end + _block.Length).ToArray();
        return new([.. _block, .. others._block], [.. _ends, .. moved]);
    }

    /// <summary>Copies byte strings into one block.</summary>
    public static TokenTable Of(IReadOnlyList<byte[]> entries)
    {
        var block = new byte[entries.Sum(entry => entry.Length)];
        var ends = new int[entries.Count];
        var end = 0;
        for (var id = 0; id < ends.Length; id++)
        {
            entries[id].CopyTo(block, end);
            ends[id] = end += entries[id].Length;
        }

        return new(block, ends);
    }
}
