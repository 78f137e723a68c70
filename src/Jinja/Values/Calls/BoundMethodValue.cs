using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>The result of an attribute look-up of a method; calling it passes the object as <c>self</c>.</summary>
internal sealed class BoundMethodValue(Value target, Builtin method) : CallableValue
{
    internal override string TypeName => "builtin_function_or_method";

    internal override Value Call(Arguments arguments, RenderState state) => method.Invoke(target, arguments, state);

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<built-in method {method.Name} of {target.TypeName} object>");
}
