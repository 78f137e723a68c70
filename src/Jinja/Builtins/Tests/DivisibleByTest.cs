using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is divisibleby</c>: no remainder by the argument, by Python's <c>%</c>, whatever the types make of it.</summary>
internal static class DivisibleByTest
{
    public static Builtin Definition { get; } = new("divisibleby", "value, num", static (in call) => BooleanValue.Of(Equality.AreEqual(
        Arithmetic.Apply(BinaryOperator.Modulo, call.Target, call[1], call.State), IntegerValue.Of(0), call.State)));
}
