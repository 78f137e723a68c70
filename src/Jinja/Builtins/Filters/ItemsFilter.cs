using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>items</c>: the pairs of a mapping, none of an undefined value. A generator: a wrong value fails when it is walked.</summary>
internal static class ItemsFilter
{
    public static Builtin Definition { get; } = new("items", "value", static (in call) => new IteratorValue(Walk(call.Target)));

    private static IEnumerable<Value> Walk(Value value)
    {
        if (value is UndefinedValue)
        {
            yield break;
        }

        var dict = value as DictValue ?? throw EvaluationFault.Type("Can only get item pairs from a mapping.");
        foreach (var pair in DictViewValue.PairsOf(dict))
        {
            yield return pair;
        }
    }
}
