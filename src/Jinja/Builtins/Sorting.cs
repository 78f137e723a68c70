using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins;

/// <summary>Python's <c>sorted</c>: stable, also in reverse, with nothing but <c>&lt;</c> asked of the keys.</summary>
internal static class Sorting
{
    public static T[] Sort<T>(T[] items, Func<T, Value> keyOf, bool isReverse, RenderState state) =>
        Sort(items, keyOf, isReverse, Ordering.IsLess, state);

    /// <summary>The same with another <c>&lt;</c>.</summary>
    public static T[] Sort<T>(
        T[] items, Func<T, Value> keyOf, bool isReverse, Func<Value, Value, RenderState, bool> isLess, RenderState state)
    {
        var keyed = Array.ConvertAll(items, item => (Item: item, Key: keyOf(item)));

        // "The reverse parameter still maintains sort stability": reversed before and after.
        if (isReverse)
        {
            Array.Reverse(keyed);
        }

        var scratch = new (T Item, Value Key)[keyed.Length];
        MergeSort(keyed, scratch, 0, keyed.Length, isLess, state);
        if (isReverse)
        {
            Array.Reverse(keyed);
        }

        return Array.ConvertAll(keyed, static entry => entry.Item);
    }

    private static void MergeSort<T>(
        (T Item, Value Key)[] items,
        (T Item, Value Key)[] scratch,
        int start,
        int end,
        Func<Value, Value, RenderState, bool> isLess,
        RenderState state)
    {
        if (end - start < 2)
        {
            return;
        }

        var middle = start + ((end - start) / 2);
        MergeSort(items, scratch, start, middle, isLess, state);
        MergeSort(items, scratch, middle, end, isLess, state);
        Array.Copy(items, start, scratch, start, end - start);
        var (left, right) = (start, middle);
        for (var target = start; target < end; target++)
        {
            state.Charge(1);
            var takeRight = left >= middle || (right < end && isLess(scratch[right].Key, scratch[left].Key, state));
            items[target] = takeRight ? scratch[right++] : scratch[left++];
        }
    }
}
