namespace Tito.Tokenizers.Models;

/// <summary>The merge loop for long pieces: a linked list of ids and a binary heap of their merges.</summary>
/// <remarks>Keeps its memory from one call to the next. Not thread-safe.</remarks>
internal sealed class MergeQueue
{
    private Node[] _nodes = [];
    private ulong[] _heap = new ulong[256];
    private int _count;

    public int Capacity => int.Max(_nodes.Length, _heap.Length);

    /// <summary>Merges in place.</summary>
    /// <returns>How many ids are left; they are the first of <paramref name="ids"/>.</returns>
    public int Run(MergeTable merges, Span<int> ids)
    {
        if (_nodes.Length < ids.Length)
        {
            _nodes = new Node[ids.Length];
        }

        var nodes = _nodes.AsSpan(0, ids.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new(ids[i], i - 1, i + 1, MergeTable.None);
        }

        for (var i = 0; i < nodes.Length - 1; i++)
        {
            Offer(merges, nodes, i);
        }

        while (_count > 0)
        {
            var candidate = Pop();
            var at = unchecked((int)candidate);
            if (nodes[at].Merge >> 32 == candidate >> 32)
            {
                Apply(merges, nodes, at);
            }
        }

        var left = 0;
        for (var i = 0; i < nodes.Length; i = nodes[i].Next)
        {
            ids[left++] = nodes[i].Id;
        }

        return left;
    }

    private void Apply(MergeTable merges, Span<Node> nodes, int at)
    {
        ref var node = ref nodes[at];
        ref var next = ref nodes[node.Next];
        next.Merge = MergeTable.None;
        (node.Id, node.Next) = (MergeTable.IdOf(node.Merge), next.Next);
        if (node.Next < nodes.Length)
        {
            nodes[node.Next].Previous = at;
        }

        Offer(merges, nodes, at);
        if (node.Previous >= 0)
        {
            Offer(merges, nodes, node.Previous);
        }
    }

    // The heap holds (rank, place): the lowest rank first, of equal ranks the leftmost. A place whose ids have changed since has
    // another rank by then, so that its old entry is passed over.
    private void Offer(MergeTable merges, Span<Node> nodes, int at)
    {
        ref var node = ref nodes[at];
        node.Merge = node.Next < nodes.Length ? merges.Find(node.Id, nodes[node.Next].Id) : MergeTable.None;
        if (node.Merge != MergeTable.None)
        {
            Push((node.Merge & ~(ulong)uint.MaxValue) | (uint)at);
        }
    }

    private void Push(ulong item)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _heap.Length * 2);
        }

        var at = _count++;
        for (int parent; at > 0 && _heap[parent = (at - 1) / 2] > item; at = parent)
        {
            _heap[at] = _heap[parent];
        }

        _heap[at] = item;
    }

    private ulong Pop()
    {
        var top = _heap[0];
        var item = _heap[--_count];
        var at = 0;
        for (int child; (child = (2 * at) + 1) < _count; at = child)
        {
            child += child + 1 < _count && _heap[child + 1] < _heap[child] ? 1 : 0;
            if (_heap[child] >= item)
            {
                break;
            }

            _heap[at] = _heap[child];
        }

        _heap[at] = item;
        return top;
    }

    private record struct Node(int Id, int Previous, int Next, ulong Merge);
}
