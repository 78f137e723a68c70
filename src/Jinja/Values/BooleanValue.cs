using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Values;

/// <summary>Python's <c>True</c> and <c>False</c>, which are the integers 1 and 0 in every calculation.</summary>
public sealed class BooleanValue : Value
{
    private BooleanValue(bool value) => Value = value;

    /// <summary>The one instance for true, equal to the integer 1.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>The one instance for false, equal to the integer 0.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>The truth that it carries.</summary>
    public bool Value { get; }

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;

    internal static BooleanValue Of(bool value) => value ? True : False;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(Value ? "True" : "False");

    internal override Builtin? FindMethod(string name) => IntegerMethods.Table.Find(name);

    internal override Value? FindAttribute(string name) => IntegerMethods.FindAttribute(Value ? 1 : 0, name);
}
