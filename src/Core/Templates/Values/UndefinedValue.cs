using Tito.Core.Templates.Evaluation;

namespace Tito.Core.Templates.Values;

/// <summary>
/// What a missing name, attribute or item yields. Jinja2's default Undefined: it prints as nothing, is false and iterates over
/// nothing; every other use raises.
/// </summary>
public sealed class UndefinedValue : Value
{
    private readonly string _message;
    private readonly TemplateErrorKind _kind;

    private UndefinedValue(string message, TemplateErrorKind kind = TemplateErrorKind.Undefined)
    {
        _message = message;
        _kind = kind;
    }

    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    internal override int? Length => 0;

    internal static UndefinedValue OfName(string name) => new($"{PythonText.Repr(name)} is undefined");

    internal static UndefinedValue OfAttribute(Value target, string name) =>
        new($"{PythonText.Repr(Describe(target))} has no attribute {PythonText.Repr(name)}");

    internal static UndefinedValue OfItem(Value target, Value key, RenderState state) => key is StringValue name
        ? OfAttribute(target, name.Text)
        : new($"{Describe(target)} has no element {key.ToRepr(state)}");

    internal static UndefinedValue Unsafe(Value target, string name) => new(
        $"access to attribute {PythonText.Repr(name)} of {PythonText.Repr(target.TypeName)} object is unsafe.", TemplateErrorKind.Security);

    internal static UndefinedValue Because(string message) => new(message);

    /// <summary>The failure that any use but printing, testing and iterating is.</summary>
    internal EvaluationFault Fault() => new(_kind, _message);

    internal override string ToText(RenderState state) => "";

    internal override void WriteRepr(ReprWriter writer) => writer.Append("Undefined");

    internal override ValueIterator TryIterate() => ArrayIterator.Empty;

    private static string Describe(Value target) => target is NoneValue ? "None" : $"{target.TypeName} object";
}
