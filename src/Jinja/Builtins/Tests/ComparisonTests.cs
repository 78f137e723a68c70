using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Tests;

/// <summary>The comparison operators as tests, with all their names.</summary>
internal static class ComparisonTests
{
    public static IEnumerable<Builtin> Definitions { get; } =
    [
        .. Named(CompareOperator.Equal, "==", "eq", "equalto"),
        .. Named(CompareOperator.NotEqual, "!=", "ne"),
        .. Named(CompareOperator.Greater, ">", "gt", "greaterthan"),
        .. Named(CompareOperator.GreaterOrEqual, ">=", "ge"),
        .. Named(CompareOperator.Less, "<", "lt", "lessthan"),
        .. Named(CompareOperator.LessOrEqual, "<=", "le"),
    ];

    private static IEnumerable<Builtin> Named(CompareOperator operation, params string[] names) => names.Select(name =>
        new Builtin(name, "a, b, /", (in call) => BooleanValue.Of(Ordering.Holds(operation, call[0], call[1], call.State))));
}
