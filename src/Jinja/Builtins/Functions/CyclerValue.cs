using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>Goes round its items; <c>next()</c> yields the current one and moves on.</summary>
internal sealed class CyclerValue(Value[] items) : Value
{
    private int _position;

    internal override string TypeName => "Cycler";

    public Value Next()
    {
        var item = items[_position];
        _position = (_position + 1) % items.Length;
        return item;
    }

    public void Reset() => _position = 0;

    internal override Builtin? FindMethod(string name) => CyclerMethods.Table.Find(name);

    internal override Value? FindAttribute(string name) => name switch
    {
        "current" => items[_position],
        "items" => new TupleValue(items),
        "pos" => IntegerValue.Of(_position),
        _ => null,
    };

    internal override void WriteRepr(ReprWriter writer) => writer.Append("<jinja2.utils.Cycler object>");
}
