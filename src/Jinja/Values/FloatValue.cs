using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>A float: a double that prints as Python prints it.</summary>
public sealed class FloatValue : Value
{
    internal FloatValue(double value) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>Whether <c>repr()</c> starts with a minus: -0.0 among them.</summary>
    internal bool IsNegative => double.IsNegative(Value) && !double.IsNaN(Value);

    internal override string TypeName => "float";

    internal override bool IsTrue => Value != 0;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(FloatText.Repr(Value));

    internal override Builtin? FindMethod(string name) => UnsupportedMethods.Floats.Find(name);

    internal override Value? FindAttribute(string name) => name switch
    {
        "real" => this,
        "imag" => new FloatValue(0),
        _ => null,
    };
}
