using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A list in brackets; not equal to any tuple, and not a key of a dict.</summary>
public sealed class ListValue : SequenceValue
{
    internal ListValue(Value[] items)
        : base(items)
    {
    }

    internal override string TypeName => "list";

    /// <summary>A list of the given elements.</summary>
    public static ListValue Of(IEnumerable<Value> items) => new([.. items]);

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append("[");
        writer.WriteItems(Elements);
        writer.Append("]");
    }

    internal override Builtin? FindMethod(string name) => SequenceMethods.Lists.Find(name);
}
