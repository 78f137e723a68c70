using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>A value that can be called.</summary>
internal abstract class CallableValue : Value
{
    internal abstract Value Call(Arguments arguments, RenderState state);
}
