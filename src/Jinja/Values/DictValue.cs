using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A dict in insertion order. It never changes: the sandbox forbids the methods that would change it.</summary>
public sealed class DictValue : Value
{
    /// <summary>Up to this many entries a scan beats hashing.</summary>
    private const int ScanLimit = 8;

    private readonly KeyValuePair<Value, Value>[] _entries;
    private readonly DictIndex? _index;

    internal DictValue(KeyValuePair<Value, Value>[] entries, DictIndex? index)
    {
        _entries = entries;
        _index = entries.Length > ScanLimit ? index : null;
    }

    internal static DictValue Empty { get; } = new([], null);

    /// <summary>Keys and values in insertion order; keys that a template made need not be strings.</summary>
    public ReadOnlySpan<KeyValuePair<Value, Value>> Entries => _entries;


    internal int Count => _entries.Length;

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Length > 0;

    internal override int? Length => _entries.Length;

    /// <summary>Whether no dict has an attribute of the name, so that <c>dict.name</c> can only mean the item.</summary>
    internal static bool IsPlainKey(string name) => !name.StartsWith("__", StringComparison.Ordinal) && !DictMethods.Table.HasName(name);

    /// <summary>A dict with string keys, in the order given; the last of equal keys wins.</summary>
    public static DictValue Of(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in entries)
        {
            builder.Set(new StringValue(key), value);
        }

        return builder.ToDict();
    }

    /// <summary>The value under a string key, or null.</summary>
    public Value? Find(string key)
    {
        if (_index is not null)
        {
            var found = _index.Find(_entries, key);
            return found < 0 ? null : _entries[found].Value;
        }

        foreach (var entry in _entries)
        {
            if (entry.Key is StringValue name && name.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>The value under a key, or null.</summary>
    /// <exception cref="EvaluationFault">The key is unhashable.</exception>
    internal Value? Find(Value key, RenderState state)
    {
        if (key is StringValue name)
        {
            return Find(name.Text);
        }

        var hash = Equality.Hash(key, state);
        if (_index is not null)
        {
            var found = _index.Find(_entries, key, hash, state);
            return found < 0 ? null : _entries[found].Value;
        }

        foreach (var entry in _entries)
        {
            if (Equality.AreEqual(entry.Key, key, state))
            {
                return entry.Value;
            }
        }

        return null;
    }

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append("{");
        var isFirst = true;
        foreach (var (key, value) in _entries)
        {
            if (!isFirst)
            {
                writer.Append(", ");
            }

            isFirst = false;
            writer.Write(key);
            writer.Append(": ");
            writer.Write(value);
        }

        writer.Append("}");
    }

    internal override Builtin? FindMethod(string name) => DictMethods.Table.Find(name);

    internal override Value? FindItem(Value key, RenderState state) => Equality.IsHashable(key) ? Find(key, state) : null;

    internal override ValueIterator TryIterate() => new ArrayIterator(Keys());

    internal Value[] Keys() => Array.ConvertAll(_entries, static entry => entry.Key);
}
