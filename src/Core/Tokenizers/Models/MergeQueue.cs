namespace Tito.Core.Tokenizers.Models;

/// <summary>The merge loop for long pieces: a linked list of ids and a heap of their merges.</summary>
internal static class MergeQueue
{
    /// <inheritdoc cref="MergeLoop.Run"/>
    public static int Run(MergeTable merges, Span<int> ids)
    {
        var nodes = new Node[ids.Length];
        var queue = new PriorityQueue<(int At, ulong Merge), (ulong Merge, int At)>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            nodes[i] = new(ids[i], i - 1, i + 1, MergeTable.None);
        }

        for (var i = 0; i < ids.Length - 1; i++)
        {
            Offer(merges, nodes, queue, i);
        }

        while (queue.TryDequeue(out var candidate, out _))
        {
            ref var node = ref nodes[candidate.At];
            if (node.Merge != candidate.Merge)
            {
                continue; // One of its two ids has been merged away since.
            }

            ref var next = ref nodes[node.Next];
            next.Merge = MergeTable.None;
            node = node with { Id = MergeTable.IdOf(candidate.Merge), Next = next.Next };
            if (node.Next < nodes.Length)
            {
                nodes[node.Next].Previous = candidate.At;
            }

            Offer(merges, nodes, queue, candidate.At);
            if (node.Previous >= 0)
            {
                Offer(merges, nodes, queue, node.Previous);
            }
        }

        var count = 0;
        for (var i = 0; i < nodes.Length; i = nodes[i].Next)
        {
            ids[count++] = nodes[i].Id;
        }

        return count;
    }

    private static void Offer(
        MergeTable merges, Node[] nodes, PriorityQueue<(int At, ulong Merge), (ulong Merge, int At)> queue, int at)
    {
        ref var node = ref nodes[at];
        node.Merge = node.Next < nodes.Length ? merges.Find(node.Id, nodes[node.Next].Id) : MergeTable.None;
        if (node.Merge != MergeTable.None)
        {
            queue.Enqueue((at, node.Merge), (node.Merge, at));
        }
    }

    private record struct Node(int Id, int Previous, int Next, ulong Merge);
}
