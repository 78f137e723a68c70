using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins;

/// <summary>
/// The order in which <c>pprint</c> shows dicts: by key, where keys that have no order go by the names of their types. Keys of one type
/// without an order, which CPython sorts by address, stay as they are.
/// </summary>
internal static class PrettyOrder
{
    /// <summary>The value with every dict in it sorted.</summary>
    public static Value Sort(Value value, RenderState state)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        state.Charge(1);
        return value switch
        {
            DictValue dict => SortDict(dict, state),
            ListValue list => new ListValue(SortItems(list.Elements, state)),
            TupleValue { HasFields: false } tuple => new TupleValue(SortItems(tuple.Elements, state)),
            _ => value,
        };
    }

    private static Value[] SortItems(Value[] items, RenderState state) => Array.ConvertAll(items, item => Sort(item, state));

    private static DictValue SortDict(DictValue dict, RenderState state)
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in Sorting.Sort(dict.Entries.ToArray(), static entry => entry.Key, false, IsLess, state))
        {
            builder.Set(key, Sort(value, state), state);
        }

        return builder.ToDict();
    }

    private static bool IsLess(Value left, Value right, RenderState state)
    {
        try
        {
            return Ordering.IsLess(left, right, state);
        }
        catch (EvaluationFault fault) when (fault.Kind == TemplateErrorKind.Type)
        {
            return string.CompareOrdinal(left.TypeName, right.TypeName) < 0;
        }
    }
}
