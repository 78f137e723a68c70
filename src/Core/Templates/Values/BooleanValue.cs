namespace Tito.Core.Templates.Values;

/// <summary>Python's <c>True</c> and <c>False</c>, which are the integers 1 and 0 in every calculation.</summary>
public sealed class BooleanValue : Value
{
    private BooleanValue(bool value) => Value = value;

    /// <summary>True.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>False.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>The truth that it carries.</summary>
    public bool Value { get; }

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;

    internal static BooleanValue Of(bool value) => value ? True : False;

    internal override void WriteRepr(ReprWriter writer) => writer.Append(Value ? "True" : "False");

    internal override Builtins.Builtin? FindMethod(string name) => Builtins.Methods.IntegerMethods.Table.Find(name);

    internal override Value? FindAttribute(string name) => Builtins.Methods.IntegerMethods.FindAttribute(Value ? 1 : 0, name);
}
