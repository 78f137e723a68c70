using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>
/// What a missing name, attribute or item yields. Jinja2's default Undefined: it prints as nothing, is false and iterates over
/// nothing; every other use raises.
/// </summary>
public sealed class UndefinedValue : Value
{
    private readonly TemplateErrorKind _kind;
    private readonly Value? _target;
    private readonly string _text;

    /// <param name="text">The attribute of the target, or without a target the whole message.</param>
    /// <param name="target">What was looked into; the message about it is made when it is needed, which it seldom is.</param>
    /// <param name="kind">The kind of failure that its use is.</param>
    private UndefinedValue(string text, Value? target = null, TemplateErrorKind kind = TemplateErrorKind.Undefined)
    {
        _text = text;
        _target = target;
        _kind = kind;
    }

    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    internal override int? Length => 0;

    internal static UndefinedValue OfName(string name) => new($"{PythonText.Repr(name)} is undefined");

    internal static UndefinedValue OfAttribute(Value target, string name) => new(name, target);

    internal static UndefinedValue OfItem(Value target, Value key, RenderState state) => key is StringValue name
        ? OfAttribute(target, name.Text)
        : new($"{Describe(target)} has no element {key.ToRepr(state)}");

    internal static UndefinedValue Unsafe(Value target, string name) => new(
        $"access to attribute {PythonText.Repr(name)} of {PythonText.Repr(target.TypeName)} object is unsafe.",
        kind: TemplateErrorKind.Security);

    internal static UndefinedValue Because(string message) => new(message);

    /// <summary>The failure that any use but printing, testing and iterating is.</summary>
    internal EvaluationFault Fault() => new(_kind, _target is null
        ? _text
        : $"{PythonText.Repr(Describe(_target))} has no attribute {PythonText.Repr(_text)}");

    internal override string ToText(RenderState state) => "";

    internal override void WriteRepr(ReprWriter writer) => writer.Append("Undefined");

    internal override Value? FindItem(Value key, RenderState state) => throw Fault();

    internal override ValueIterator TryIterate() => ArrayIterator.Empty;

    private static string Describe(Value target) => target is NoneValue ? "None" : $"{target.TypeName} object";
}
