using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>sum</c>: the elements, or an attribute of each, added to a start, 0 by default, that is not a string.</summary>
internal static class SumFilter
{
    public static Builtin Definition { get; } = new("sum", "iterable, attribute?, start?", static (in call) =>
    {
        var state = call.State;
        var path = AttributePath.Of(call.Find(1) ?? NoneValue.Instance, state);
        var total = call.Find(2) ?? IntegerValue.Of(0);
        if (total is StringValue)
        {
            throw EvaluationFault.Type("sum() can't sum strings [use ''.join(seq) instead]");
        }

        foreach (var item in Iteration.Walk(call.Target, state))
        {
            total = Arithmetic.Add(total, path.Get(item, state), state);
        }

        return total;
    });
}
