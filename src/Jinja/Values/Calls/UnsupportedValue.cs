using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>What Python has under a name and the engine lacks: it is defined and true, and calling or printing it raises by name.</summary>
internal sealed class UnsupportedValue(string name) : CallableValue
{
    internal override string TypeName => "method";

    internal override Value Call(Arguments arguments, RenderState state) => throw Fault();

    internal override void WriteRepr(ReprWriter writer) => throw Fault();

    private EvaluationFault Fault() => new(TemplateErrorKind.Unsupported, $"{name} is not supported");
}
