using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Evaluation;

/// <summary>A value that can be called.</summary>
internal abstract class CallableValue : Value
{
    internal abstract Value Call(Arguments arguments, RenderState state);
}
