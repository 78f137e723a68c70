using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>A value that can be called.</summary>
internal abstract class CallableValue : Value
{
    internal abstract Value Call(Arguments arguments, RenderState state);
}
