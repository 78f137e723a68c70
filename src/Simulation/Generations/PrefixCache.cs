using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tito.Simulation.Generations;

/// <summary>
/// Stands where an engine keeps what it computed of recent prompts: whole blocks of tokens, found by all that is before them.
/// </summary>
/// <remarks>
/// As in vLLM, a block is 16 tokens, the last token of a prompt is always computed, and the blocks that were used the longest ago give way.
/// Thread-safe.
/// </remarks>
/// <param name="tokens">How many tokens it holds, 0 or more.</param>
internal sealed class PrefixCache(int tokens)
{
    private const int BlockSize = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, LinkedListNode<ulong>> _blocks = [];
    private readonly LinkedList<ulong> _byUse = new(); // The last used is the last.

    /// <summary>Number of a prompt's leading tokens that it holds, a multiple of 16.</summary>
    public int Find(ImmutableArray<int> promptIds)
    {
        if (tokens == 0)
        {
            return 0;
        }

        lock (_lock)
        {
            return Blocks(promptIds.AsSpan()[..^1]).TakeWhile(_blocks.ContainsKey).Count() * BlockSize;
        }
    }

    /// <summary>Keeps a prompt with what was sampled after it.</summary>
    public void Add(ReadOnlySpan<int> ids)
    {
        if (tokens == 0)
        {
            return;
        }

        lock (_lock)
        {
            // A block is of use only together with all before it, which are therefore the last to give way.
            foreach (var block in Blocks(ids).AsEnumerable().Reverse())
            {
                ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, block, out var known);
                if (known)
                {
                    _byUse.Remove(node!);
                    _byUse.AddLast(node!);
                }
                else
                {
                    node = _byUse.AddLast(block);
                }
            }

            while (_blocks.Count > tokens / BlockSize)
            {
                _blocks.Remove(_byUse.First!.Value);
                _byUse.RemoveFirst();
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _blocks.Clear();
            _byUse.Clear();
        }
    }

    /// <summary>A hash for each whole block, of it and of all before it.</summary>
    private static List<ulong> Blocks(ReadOnlySpan<int> ids)
    {
        var blocks = new List<ulong>(ids.Length / BlockSize);
        var hash = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < ids.Length; i++)
        {
            hash = Mix(hash ^ (uint)ids[i]);
            if (i % BlockSize == BlockSize - 1)
            {
                blocks.Add(hash);
            }
        }

        return blocks;
    }

    /// <summary>The finalizer of splitmix64: one to one, and each bit depends on each.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked // It is defined over integers modulo 2^64.
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
