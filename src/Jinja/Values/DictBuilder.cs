using System.Runtime.InteropServices;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>Collects the entries of a dict: a key keeps its first place and its last value.</summary>
internal sealed class DictBuilder
{
    private readonly List<KeyValuePair<Value, Value>> _entries = [];
    private readonly DictIndex _index = new();

    public ReadOnlySpan<KeyValuePair<Value, Value>> Entries => CollectionsMarshal.AsSpan(_entries);

    public int Count => _entries.Count;

    /// <summary>Sets a string key, which needs no budget.</summary>
    public void Set(StringValue key, Value value) =>
        Put(_index.Find(Entries, key.Text), Equality.HashText(key.Text), key, value);

    /// <exception cref="EvaluationFault">The key is unhashable.</exception>
    public void Set(Value key, Value value, RenderState state)
    {
        var hash = Equality.Hash(key, state);
        Put(_index.Find(Entries, key, hash, state), hash, key, value);
    }

    /// <summary>Whether a key is there already; the key must be hashable.</summary>
    public bool Contains(Value key, RenderState state) => _index.Find(Entries, key, Equality.Hash(key, state), state) >= 0;

    public DictValue ToDict() => _entries.Count == 0 ? DictValue.Empty : new DictValue([.. _entries], _index);

    private void Put(int found, int hash, Value key, Value value)
    {
        if (found >= 0)
        {
            _entries[found] = new KeyValuePair<Value, Value>(_entries[found].Key, value);
            return;
        }

        _entries.Add(new KeyValuePair<Value, Value>(key, value));
        _index.Add(hash);
    }
}
