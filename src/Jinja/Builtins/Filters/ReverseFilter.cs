using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>reverse</c>: a string backwards, an iterator over anything else from its end.</summary>
internal static class ReverseFilter
{
    public static Builtin Definition { get; } = new("reverse", "value", static (in call) =>
    {
        switch (call.Target)
        {
            case StringValue text:
                return Access.Slice(text, new SliceBounds(null, null, -1), call.State);
            default:
                return Reversal.TryStart(call.Target, call.State) is { } iterator
                    ? new IteratorValue(Reversal.TypeName(call.Target), iterator)
                    : ReverseIterator(call.Target, call.State);
        }
    });

    private static ListValue ReverseIterator(Value value, RenderState state)
    {
        if (value.TryIterate() is null)
        {
            throw EvaluationFault.Argument("argument must be iterable");
        }

        Value[] items = [.. Iteration.ToArray(value, state)];
        Array.Reverse(items);
        return new ListValue(items);
    }
}
