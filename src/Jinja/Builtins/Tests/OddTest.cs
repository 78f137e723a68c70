using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is odd</c>: a remainder of 1 by 2, by Python's <c>%</c>, whatever the type makes of it.</summary>
internal static class OddTest
{
    public static Builtin Definition { get; } = new("odd", "value", static (in call) => BooleanValue.Of(Equality.AreEqual(
        Arithmetic.Apply(BinaryOperator.Modulo, call.Target, IntegerValue.Of(2), call.State), IntegerValue.Of(1), call.State)));
}
