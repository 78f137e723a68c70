using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>Walking values, each element for a step.</summary>
internal static class Iteration
{
    /// <summary><c>iter(value)</c>.</summary>
    /// <exception cref="EvaluationFault">The value is not iterable.</exception>
    public static ValueIterator Start(Value value) =>
        value.TryIterate() ?? throw EvaluationFault.Type($"{PythonText.Repr(value.TypeName)} object is not iterable");

    /// <summary>The elements, computed as they are asked for.</summary>
    public static IEnumerable<Value> Walk(Value value, RenderState state)
    {
        var iterator = Start(value);
        while (iterator.Next() is { } item)
        {
            state.Charge(1);
            yield return item;
        }
    }

    /// <summary><c>list(value)</c>.</summary>
    public static Value[] ToArray(Value value, RenderState state)
    {
        if (value is SequenceValue sequence)
        {
            state.ChargeText(sequence.Elements.Length);
            return sequence.Elements;
        }

        var items = new List<Value>(value.Length ?? 0);
        var iterator = Start(value);
        while (iterator.Next() is { } item)
        {
            state.Charge(1);
            state.RequireTextLength(items.Count);
            items.Add(item);
        }

        return [.. items];
    }
}
