using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>map</c>: a filter, or an attribute, applied to each element when it is asked for.</summary>
internal static class MapFilter
{
    public static Builtin Definition { get; } = new("map", "value, /, *rest, **keywords", static (in call) =>
        new IteratorValue(Walk(call.Target, call.Rest, call.Keywords, call.State)));

    private static IEnumerable<Value> Walk(Value value, Value[] rest, KeyValuePair<string, Value>[] keywords, RenderState state)
    {
        if (!value.IsTrue)
        {
            yield break;
        }

        var map = Prepare(rest, keywords, state);
        foreach (var item in Iteration.Walk(value, state))
        {
            yield return map(item);
        }
    }

    private static Func<Value, Value> Prepare(Value[] rest, KeyValuePair<string, Value>[] keywords, RenderState state)
    {
        if (rest.Length == 0 && Array.Exists(keywords, static keyword => keyword.Key == "attribute"))
        {
            var unknown = Array.Find(keywords, static keyword => keyword.Key is not ("attribute" or "default"));
            if (unknown.Key is not null)
            {
                throw EvaluationFault.Argument($"Unexpected keyword argument {PythonText.Repr(unknown.Key)}");
            }

            var path = AttributePath.Of(Array.Find(keywords, static keyword => keyword.Key == "attribute").Value, state);
            var defaultValue = Array.Find(keywords, static keyword => keyword.Key == "default").Value;
            return item => path.Get(item, state, defaultValue is NoneValue ? null : defaultValue);
        }

        if (rest.Length == 0)
        {
            throw EvaluationFault.Argument("map requires a filter argument");
        }

        var filter = NamedBuiltin.Find(FilterTable.All, "filter", rest[0]);
        var arguments = new Arguments(rest[1..], keywords);
        return item => filter.Invoke(item, arguments, state);
    }
}
