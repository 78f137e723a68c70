using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins;

/// <summary>Python's <c>reversed()</c>.</summary>
internal static class Reversal
{
    /// <exception cref="EvaluationFault">The value is not reversible: an iterator, for one.</exception>
    public static ValueIterator Start(Value value, RenderState state) => TryStart(value, state)
        ?? throw EvaluationFault.Type($"{PythonText.Repr(value.TypeName)} object is not reversible");

    /// <summary>The name of <c>type(reversed(value))</c>.</summary>
    public static string TypeName(Value value) => value switch
    {
        ListValue => "list_reverseiterator",
        DictValue or DictViewValue => "dict_reversekeyiterator",
        RangeValue => "range_iterator",
        _ => "reversed",
    };

    /// <summary>
    /// The elements from the last, or null where Python raises TypeError. What is undefined has a length, which is 0, and a
    /// <c>__getitem__</c>, which is never asked: a sequence without elements.
    /// </summary>
    public static ValueIterator? TryStart(Value value, RenderState state)
    {
        if (value is not (SequenceValue or StringValue or DictValue or DictViewValue or RangeValue or UndefinedValue))
        {
            return null;
        }

        // Walking a string yields plain characters; from the end they are asked for by their index, which keeps the kind.
        Value[] items = value is StringValue { IsPlain: false } text
            ? Array.ConvertAll(Iteration.ToArray(value, state), item => (Value)text.Like(((StringValue)item).Text))
            : [.. Iteration.ToArray(value, state)];
        Array.Reverse(items);
        return new ArrayIterator(items);
    }
}
