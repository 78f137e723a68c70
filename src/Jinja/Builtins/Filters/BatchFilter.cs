using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>batch</c>: lists of so many elements, the last one filled up when there is something to fill with.</summary>
internal static class BatchFilter
{
    public static Builtin Definition { get; } = new("batch", "value, linecount, fill_with?", static (in call) =>
        new IteratorValue(Walk(call.Target, call[1], call.Has(2) ? call[2] : null, call.State)));

    private static IEnumerable<Value> Walk(Value value, Value lineCount, Value? fill, RenderState state)
    {
        var batch = new List<Value>();
        foreach (var item in Iteration.Walk(value, state))
        {
            // "len(tmp) == linecount" compares with whatever was given: a value that is not a number never matches.
            if (Equality.AreEqual(IntegerValue.Of(batch.Count), lineCount, state))
            {
                yield return new ListValue([.. batch]);
                batch.Clear();
            }

            batch.Add(item);
        }

        if (batch.Count == 0)
        {
            yield break;
        }

        if (fill is not null)
        {
            Fill(batch, lineCount, fill, state);
        }

        yield return new ListValue([.. batch]);
    }

    private static void Fill(List<Value> batch, Value lineCount, Value fill, RenderState state)
    {
        if (!Ordering.IsLess(IntegerValue.Of(batch.Count), lineCount, state))
        {
            return;
        }

        if (!Numbers.TryInteger(lineCount, out var count))
        {
            throw EvaluationFault.Type($"can't multiply sequence by non-int of type {PythonText.Repr(lineCount.TypeName)}");
        }

        state.Reserve((long)System.Numerics.BigInteger.Min(count, int.MaxValue));
        batch.AddRange(Enumerable.Repeat(fill, (int)count - batch.Count));
    }
}
