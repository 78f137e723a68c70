using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>The result of <c>keys()</c>, <c>values()</c> and <c>items()</c> of a dict.</summary>
public sealed class DictViewValue : Value
{
    private readonly string _typeName;

    private DictViewValue(string typeName, Value[] items)
    {
        _typeName = typeName;
        Items = items;
    }

    internal Value[] Items { get; }

    /// <summary>Keys and items compare as sets, values do not compare at all.</summary>
    internal bool IsSet => _typeName != "dict_values";

    internal override string TypeName => _typeName;

    internal override bool IsTrue => Items.Length > 0;

    internal override int? Length => Items.Length;

    internal static DictViewValue OfKeys(DictValue dict) => new("dict_keys", dict.Keys());

    internal static DictViewValue OfValues(DictValue dict) => new("dict_values", [.. ValuesOf(dict)]);

    internal static DictViewValue OfItems(DictValue dict) => new("dict_items", PairsOf(dict));

    /// <summary>The entries as tuples of key and value.</summary>
    internal static Value[] PairsOf(DictValue dict)
    {
        var pairs = new Value[dict.Count];
        var entries = dict.Entries;
        for (var index = 0; index < pairs.Length; index++)
        {
            pairs[index] = new TupleValue(entries[index].Key, entries[index].Value);
        }

        return pairs;
    }

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append(_typeName);
        writer.Append("([");
        writer.WriteItems(Items);
        writer.Append("])");
    }

    internal override Builtin? FindMethod(string name) => IsSet ? UnsupportedMethods.Views.Find(name) : null;

    internal override Value? FindAttribute(string name) => name == "mapping"
        ? throw new EvaluationFault(TemplateErrorKind.Unsupported, "the attribute 'mapping' is not supported")
        : null;

    internal override ValueIterator TryIterate() => new ArrayIterator(Items);

    private static Value[] ValuesOf(DictValue dict)
    {
        var values = new Value[dict.Count];
        var entries = dict.Entries;
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = entries[index].Value;
        }

        return values;
    }
}
