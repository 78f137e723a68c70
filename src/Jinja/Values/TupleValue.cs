using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A tuple; with field names where Jinja2 yields a named one.</summary>
public sealed class TupleValue : SequenceValue
{
    private readonly string[] _fields;
    private int _hash;

    internal TupleValue(params Value[] items)
        : this(items, [])
    {
    }

    internal TupleValue(Value[] items, string[] fields)
        : base(items) => _fields = fields;

    internal override string TypeName => "tuple";

    /// <summary>Whether it is a named tuple.</summary>
    internal bool HasFields => _fields.Length > 0;

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append("(");
        writer.WriteItems(Elements);
        writer.Append(Elements.Length == 1 ? ",)" : ")");
    }

    internal override Builtin? FindMethod(string name) => SequenceMethods.Tuples.Find(name);

    internal override Value? FindAttribute(string name)
    {
        var index = Array.IndexOf(_fields, name);
        return index < 0 ? null : Elements[index];
    }

    /// <summary>The hash, kept because tuples of tuples may share their parts a thousandfold.</summary>
    internal int Hash(RenderState state)
    {
        if (_hash != 0)
        {
            return _hash;
        }

        var hash = default(HashCode);
        foreach (var element in Elements)
        {
            hash.Add(Equality.Hash(element, state));
        }

        // 0 stands for "not computed"; threads that share the tuple compute the same number.
        var result = hash.ToHashCode();
        return _hash = result == 0 ? 1 : result;
    }
}
