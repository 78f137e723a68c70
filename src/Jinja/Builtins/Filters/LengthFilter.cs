using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>length</c>, <c>count</c>: Python's <c>len</c>.</summary>
internal static class LengthFilter
{
    public static Builtin Definition { get; } = new("length", "obj, /", static (in call) => IntegerValue.Of(call.Target.Length
        ?? throw EvaluationFault.Type($"object of type {PythonText.Repr(call.Target.TypeName)} has no len()")));
}
