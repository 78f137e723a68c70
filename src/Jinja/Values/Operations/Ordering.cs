using System.Runtime.CompilerServices;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>Python's order comparisons and containment.</summary>
internal static class Ordering
{
    public static bool Holds(CompareOperator operation, Value left, Value right, RenderState state)
    {
        ChargeTexts(left, right, state);
        return operation switch
        {
            CompareOperator.Equal => Equality.AreEqual(left, right, state),
            CompareOperator.NotEqual => !Equality.AreEqual(left, right, state),
            CompareOperator.In => Contains(right, left, state),
            CompareOperator.NotIn => !Contains(right, left, state),
            _ => HoldsOrder(operation, left, right, state),
        };
    }

    /// <summary><c>left &lt; right</c>, on which sorting rests.</summary>
    public static bool IsLess(Value left, Value right, RenderState state) => HoldsOrder(CompareOperator.Less, left, right, state);

    public static bool Contains(Value container, Value item, RenderState state)
    {
        switch (container)
        {
            case StringValue text:
                return item is StringValue part
                    ? text.Text.Contains(part.Text, StringComparison.Ordinal)
                    : throw EvaluationFault.Type($"'in <string>' requires string as left operand, not {item.TypeName}");
            case DictValue dict:
                return dict.Find(item, state) is not null;
            case DictViewValue { TypeName: "dict_keys" }:
                _ = Equality.Hash(item, state);
                break;
            case DictViewValue { TypeName: "dict_items" } when item is TupleValue { Elements.Length: 2 } pair:
                _ = Equality.Hash(pair.Elements[0], state);
                break;
            default:
                break;
        }

        var iterator = container.TryIterate()
            ?? throw EvaluationFault.Type($"argument of type {PythonText.Repr(container.TypeName)} is not iterable");
        while (iterator.Next() is { } element)
        {
            state.Charge(1);
            if (Equality.ElementsAreEqual(element, item, state))
            {
                return true;
            }
        }

        return false;
    }

    private static void ChargeTexts(Value left, Value right, RenderState state)
    {
        if (left is StringValue a && right is StringValue b)
        {
            state.ChargeText(Math.Max(a.Text.Length, b.Text.Length));
        }
    }

    private static bool HoldsOrder(CompareOperator operation, Value left, Value right, RenderState state)
    {
        if (left is StringValue a && right is StringValue b)
        {
            return Satisfies(operation, CodePoints.Compare(a.Text, b.Text));
        }

        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            return Numbers.Compare(left, right) is { } order && Satisfies(operation, order);
        }

        switch (left, right)
        {
            case (ListValue x, ListValue y):
                return HoldsSequenceOrder(operation, x.Elements, y.Elements, state);
            case (TupleValue x, TupleValue y):
                return HoldsSequenceOrder(operation, x.Elements, y.Elements, state);
            case (UndefinedValue undefined, _):
                throw undefined.Fault();
            case (_, UndefinedValue undefined):
                throw undefined.Fault();
            default:
                throw EvaluationFault.Type($"{PythonText.Repr(Symbol(operation))} not supported between instances of "
                    + $"{PythonText.Repr(left.TypeName)} and {PythonText.Repr(right.TypeName)}");
        }
    }

    /// <summary>The first elements that differ decide; equal ones need no order of their own.</summary>
    private static bool HoldsSequenceOrder(CompareOperator operation, Value[] left, Value[] right, RenderState state)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            state.Charge(1);
            if (!Equality.ElementsAreEqual(left[index], right[index], state))
            {
                return HoldsOrder(operation, left[index], right[index], state);
            }
        }

        return Satisfies(operation, left.Length.CompareTo(right.Length));
    }

    private static bool Satisfies(CompareOperator operation, int order) => operation switch
    {
        CompareOperator.Less => order < 0,
        CompareOperator.LessOrEqual => order <= 0,
        CompareOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static string Symbol(CompareOperator operation) => operation switch
    {
        CompareOperator.Less => "<",
        CompareOperator.LessOrEqual => "<=",
        CompareOperator.Greater => ">",
        _ => ">=",
    };
}
