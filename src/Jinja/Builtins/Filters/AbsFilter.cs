using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>abs</c>: the magnitude of a number.</summary>
internal static class AbsFilter
{
    public static Builtin Definition { get; } = new("abs", "x, /", static (in call) => call.Target switch
    {
        FloatValue number => new FloatValue(Math.Abs(number.Value)),
        _ when Numbers.TryInteger(call.Target, out var integer) => new IntegerValue(BigInteger.Abs(integer)),
        _ => throw EvaluationFault.Type($"bad operand type for abs(): {PythonText.Repr(call.Target.TypeName)}"),
    });
}
