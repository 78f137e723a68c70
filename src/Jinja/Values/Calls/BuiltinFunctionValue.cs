using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>A global function.</summary>
internal sealed class BuiltinFunctionValue(Builtin function) : CallableValue
{
    internal override string TypeName => "function";

    internal override Value Call(Arguments arguments, RenderState state) => function.Invoke(null, arguments, state);

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<function {function.Name}>");
}
