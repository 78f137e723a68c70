using Tito.Jinja.Builtins;
using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>What an attribute look-up of a method yields; calling it passes the object as <c>self</c>.</summary>
internal sealed class BoundMethodValue(Value target, Builtin method) : CallableValue
{
    internal override string TypeName => "builtin_function_or_method";

    internal override Value Call(Arguments arguments, RenderState state) => method.Invoke(target, arguments, state);

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<built-in method {method.Name} of {target.TypeName} object>");
}
