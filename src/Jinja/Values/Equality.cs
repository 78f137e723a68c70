using System.Runtime.CompilerServices;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values;

/// <summary>Python's <c>==</c> and <c>hash()</c>.</summary>
internal static class Equality
{
    public static bool AreEqual(Value left, Value right, RenderState state)
    {
        if (ReferenceEquals(left, right))
        {
            return left is not FloatValue number || !double.IsNaN(number.Value);
        }

        if (left is StringValue text)
        {
            return right is StringValue other && text.Text == other.Text;
        }

        if (Numbers.IsNumber(left))
        {
            return Numbers.IsNumber(right) && Numbers.Compare(left, right) == 0;
        }

        return (left, right) switch
        {
            (UndefinedValue, UndefinedValue) => true,
            (ListValue a, ListValue b) => SequencesAreEqual(a.Elements, b.Elements, state),
            (TupleValue a, TupleValue b) => SequencesAreEqual(a.Elements, b.Elements, state),
            (DictValue a, DictValue b) => DictsAreEqual(a, b, state),
            (RangeValue a, RangeValue b) => RangesAreEqual(a, b),
            (BoundMethodValue a, BoundMethodValue b) => a.IsSameAs(b),
            (DictViewValue { IsSet: true } a, DictViewValue { IsSet: true } b) => ViewsAreEqual(a, b, state),
            _ => false,
        };
    }

    public static bool IsHashable(Value value) => value switch
    {
        ListValue or DictValue => false,
        DictViewValue view => !view.IsSet,
        TupleValue tuple => Array.TrueForAll(tuple.Elements, IsHashableElement),
        _ => true,
    };

    /// <summary>A hash that is the same for all equal values, <c>1</c>, <c>1.0</c> and <c>True</c> among them.</summary>
    /// <exception cref="EvaluationFault">The value is unhashable.</exception>
    public static int Hash(Value value, RenderState state)
    {
        switch (value)
        {
            case StringValue text:
                return HashText(text.Text);
            case IntegerValue or BooleanValue:
                _ = Numbers.TryInteger(value, out var integer);
                return integer.GetHashCode();
            case FloatValue number:
                return double.IsFinite(number.Value) && Math.Floor(number.Value) == number.Value
                    ? new System.Numerics.BigInteger(number.Value).GetHashCode()
                    : number.Value.GetHashCode();
            case TupleValue tuple:
                state.Charge(1);
                RuntimeHelpers.EnsureSufficientExecutionStack();
                return tuple.Hash(state);
            case RangeValue range:
                return HashCode.Combine(range.Count, range.Count > 0 ? range.Start : default, range.Count > 1 ? range.Step : default);
            case UndefinedValue:
                return 1;
            case BoundMethodValue method:
                return method.Hash();
            default:
                return IsHashable(value)
                    ? RuntimeHelpers.GetHashCode(value)
                    : throw new EvaluationFault(TemplateErrorKind.Type, $"unhashable type: {PythonText.Repr(value.TypeName)}");
        }
    }

    public static int HashText(string text) => string.GetHashCode(text, StringComparison.Ordinal);

    private static bool IsHashableElement(Value value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return IsHashable(value);
    }

    private static bool SequencesAreEqual(Value[] left, Value[] right, RenderState state)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var index = 0; index < left.Length; index++)
        {
            state.Charge(1);
            if (!ElementsAreEqual(left[index], right[index], state))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Containers ask for identity first: a list that holds a NaN is equal to itself.</summary>
    public static bool ElementsAreEqual(Value left, Value right, RenderState state) =>
        ReferenceEquals(left, right) || AreEqual(left, right, state);

    private static bool DictsAreEqual(DictValue left, DictValue right, RenderState state)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var (key, value) in left.Entries)
        {
            state.Charge(1);
            if (right.Find(key, state) is not { } other || !ElementsAreEqual(value, other, state))
            {
                return false;
            }
        }

        return true;
    }

    private static bool RangesAreEqual(RangeValue left, RangeValue right) => left.Count == right.Count
        && (left.Count == 0 || left.Start == right.Start) && (left.Count <= 1 || left.Step == right.Step);

    private static bool ViewsAreEqual(DictViewValue left, DictViewValue right, RenderState state) =>
        left.Items.Length == right.Items.Length && Array.TrueForAll(left.Items, item =>
        {
            state.Charge(right.Items.Length);
            return Array.Exists(right.Items, other => AreEqual(item, other, state));
        });
}
