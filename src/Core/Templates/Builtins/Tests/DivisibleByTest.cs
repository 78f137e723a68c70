using Tito.Core.Templates.Evaluation;
using Tito.Core.Templates.Syntax;
using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Builtins.Tests;

/// <summary><c>is divisibleby</c>: no remainder by the argument, by Python's <c>%</c>, whatever the types make of it.</summary>
internal static class DivisibleByTest
{
    public static Builtin Definition { get; } = new("divisibleby", "value, num", static (in call) => BooleanValue.Of(Equality.AreEqual(
        Arithmetic.Apply(BinaryOperator.Modulo, call.Target, call[1], call.State), IntegerValue.Of(0), call.State)));
}
