using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary>
/// <c>slice</c>: the elements in so many lists, the longer ones first; shorter ones filled up when there is something to fill with.
/// </summary>
internal static class SliceFilter
{
    public static Builtin Definition { get; } = new("slice", "value, slices, fill_with?", static (in call) =>
        new IteratorValue(Walk(call.Target, call[1], call.Has(2) ? call[2] : null, call.State)));

    private static IEnumerable<Value> Walk(Value value, Value slices, Value? fill, RenderState state)
    {
        var items = Iteration.ToArray(value, state);
        var count = ReadCount(slices, state);
        if (count < 0)
        {
            yield break;
        }

        var (size, extra) = Math.DivRem(items.Length, count);
        var start = 0;
        for (var index = 0; index < count; index++)
        {
            state.Charge(1);
            var end = start + size + (index < extra ? 1 : 0);
            var part = items[start..end];
            yield return new ListValue(fill is not null && index >= extra ? [.. part, fill] : part);
            start = end;
        }
    }

    private static int ReadCount(Value slices, RenderState state)
    {
        if (!Numbers.TryInteger(slices, out var count))
        {
            throw slices is UndefinedValue undefined
                ? undefined.Fault()
                : EvaluationFault.Type($"unsupported operand type(s) for //: 'int' and {PythonText.Repr(slices.TypeName)}");
        }

        if (count.IsZero)
        {
            throw EvaluationFault.Arithmetic("integer division or modulo by zero");
        }

        state.RequireTextLength((long)System.Numerics.BigInteger.Clamp(count, 0, long.MaxValue));
        return (int)System.Numerics.BigInteger.Max(count, -1);
    }
}
