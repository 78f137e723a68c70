using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>
/// A chained hash index over the entries of a dict. Not the framework's dictionary: comparing template values costs steps, which its
/// comparers cannot see.
/// </summary>
internal sealed class DictIndex
{
    private readonly List<(int Hash, int Next)> _nodes = [];
    private int[] _buckets = NewBuckets(16);

    public void Add(int hash)
    {
        if (_nodes.Count == _buckets.Length)
        {
            Grow();
        }

        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _nodes.Add((hash, bucket));
        bucket = _nodes.Count - 1;
    }

    public int Find(ReadOnlySpan<KeyValuePair<Value, Value>> entries, string key)
    {
        var hash = Equality.HashText(key);
        for (var index = _buckets[hash & (_buckets.Length - 1)]; index >= 0; index = _nodes[index].Next)
        {
            if (_nodes[index].Hash == hash && entries[index].Key is StringValue name && name.Text == key)
            {
                return index;
            }
        }

        return -1;
    }

    public int Find(ReadOnlySpan<KeyValuePair<Value, Value>> entries, Value key, int hash, RenderState state)
    {
        for (var index = _buckets[hash & (_buckets.Length - 1)]; index >= 0; index = _nodes[index].Next)
        {
            if (_nodes[index].Hash == hash && Equality.AreEqual(entries[index].Key, key, state))
            {
                return index;
            }
        }

        return -1;
    }

    private static int[] NewBuckets(int length)
    {
        var buckets = new int[length];
        Array.Fill(buckets, -1);
        return buckets;
    }

    private void Grow()
    {
        _buckets = NewBuckets(_buckets.Length * 2);
        for (var index = 0; index < _nodes.Count; index++)
        {
            ref var bucket = ref _buckets[_nodes[index].Hash & (_buckets.Length - 1)];
            _nodes[index] = (_nodes[index].Hash, bucket);
            bucket = index;
        }
    }
}
