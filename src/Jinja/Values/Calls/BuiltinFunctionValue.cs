using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>A global function.</summary>
internal sealed class BuiltinFunctionValue(Builtin function, string typeName, string repr) : CallableValue
{
    internal override string TypeName => typeName;

    internal override Value Call(Arguments arguments, RenderState state) => function.Invoke(null, arguments, state);

    internal override void WriteRepr(ReprWriter writer) => writer.Append(repr);
}
