using System.Runtime.CompilerServices;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>The result of an attribute look-up of a method; calling it passes the object as <c>self</c>.</summary>
internal sealed class BoundMethodValue(Value target, Builtin method) : CallableValue
{
    internal override string TypeName => method.PythonName is null ? "builtin_function_or_method" : "method";

    /// <summary>Python's <c>==</c> of methods: the same method of the same object.</summary>
    internal bool IsSameAs(BoundMethodValue other) => ReferenceEquals(target, other.Target) && ReferenceEquals(method, other.Method);

    /// <summary>A hash that is the same for the same method of the same object.</summary>
    internal int Hash() =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(target), StringComparer.Ordinal.GetHashCode(method.Name));

    private Value Target => target;

    private Builtin Method => method;

    internal override Value Call(Arguments arguments, RenderState state) => method.Invoke(target, arguments, state);

    internal override void WriteRepr(ReprWriter writer)
    {
        if (method.PythonName is null)
        {
            writer.Append($"<built-in method {method.Name} of {target.TypeName} object>");
            return;
        }

        writer.Append($"<bound method {method.PythonName} of ");
        if (method.PythonName == "Markup.escape")
        {
            writer.Append("<class 'markupsafe.Markup'>");
        }
        else
        {
            writer.Write(target);
        }

        writer.Append(">");
    }
}
