using Tito.Jinja.Evaluation.Compilation;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Evaluation;

/// <summary>A macro, or the <c>caller</c> that a call block makes.</summary>
internal sealed class MacroValue(MacroPlan plan, Frame frame) : CallableValue
{
    internal override string TypeName => "Macro";

    internal override Value Call(Arguments arguments, RenderState state) => new StringValue(plan.Call(frame, arguments, state));

    internal override Value? FindAttribute(string name) => name switch
    {
        "name" => plan.Name is null ? NoneValue.Instance : new StringValue(plan.Name),
        "arguments" => new TupleValue([.. plan.ParameterNames.Select(static parameter => new StringValue(parameter))]),
        "catch_kwargs" => BooleanValue.Of(plan.KeywordsSlot is not null),
        "catch_varargs" => BooleanValue.Of(plan.RestSlot is not null),
        "caller" => BooleanValue.Of(plan.AcceptsCaller),
        "explicit_caller" => BooleanValue.Of(plan.ParameterNames.Contains("caller")),
        _ => null,
    };

    internal override void WriteRepr(ReprWriter writer) =>
        writer.Append(plan.Name is null ? "<Macro anonymous>" : $"<Macro {PythonText.Repr(plan.Name)}>");
}
