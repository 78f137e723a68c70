using System.Numerics;

namespace Tito.Tokenizers.Models;

/// <summary>From the bytes of a token to its id.</summary>
/// <remarks>Open addressing over a <see cref="TokenTable"/>: no object for an entry. Immutable and thread-safe.</remarks>
internal sealed class TokenIndex
{
    private const int Empty = -1;

    private readonly TokenTable _tokens;
    private readonly int[] _slots;

    /// <param name="tokens">Of equal byte strings the first is found, and an empty one never.</param>
    public TokenIndex(TokenTable tokens)
    {
        _tokens = tokens;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)tokens.Count * 2 + 1)];
        Array.Fill(_slots, Empty);
        AddFrom(0);
    }

    private TokenIndex(TokenTable tokens, int[] slots) => (_tokens, _slots) = (tokens, slots);

    /// <summary>An index of a table that starts with this one's.</summary>
    public TokenIndex Extend(TokenTable tokens)
    {
        if (tokens.Count > _slots.Length / 2)
        {
            return new(tokens);
        }

        var extended = new TokenIndex(tokens, [.. _slots]);
        extended.AddFrom(_tokens.Count);
        return extended;
    }

    public bool TryGetId(ReadOnlySpan<byte> bytes, out int id) => (id = _slots[SlotOf(bytes)]) != Empty;

    private void AddFrom(int first)
    {
        for (var id = first; id < _tokens.Count; id++)
        {
            if (!_tokens[id].IsEmpty && SlotOf(_tokens[id]) is var slot && _slots[slot] == Empty)
            {
                _slots[slot] = id;
            }
        }
    }

    /// <summary>The slot that holds these bytes, or the empty one where they would go.</summary>
    private int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(Hash(bytes) & (uint)mask);
        while (_slots[slot] is var id && id != Empty && !_tokens[id].SequenceEqual(bytes))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // FNV-1a with a final mix, because the table looks at the low bits only.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var value in bytes)
            {
                hash = (hash ^ value) * 16777619u;
            }

            return hash ^ (hash >> 15);
        }
    }
}
