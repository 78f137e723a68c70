namespace Tito.Jinja.Values;

/// <summary>Python's <c>None</c>.</summary>
public sealed class NoneValue : Value
{
    private NoneValue()
    {
    }

    /// <summary>The only instance.</summary>
    public static NoneValue Instance { get; } = new();

    internal override string TypeName => "NoneType";

    internal override bool IsTrue => false;

    internal override void WriteRepr(ReprWriter writer) => writer.Append("None");
}
