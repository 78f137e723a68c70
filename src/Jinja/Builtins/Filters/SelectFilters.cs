using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary>
/// <c>select</c>, <c>reject</c>, <c>selectattr</c>, <c>rejectattr</c>: the elements that pass, or fail, a test or the truth.
/// </summary>
internal static class SelectFilters
{
    public static IEnumerable<Builtin> Definitions { get; } =
    [
        Of("select", wanted: true, byAttribute: false),
        Of("reject", wanted: false, byAttribute: false),
        Of("selectattr", wanted: true, byAttribute: true),
        Of("rejectattr", wanted: false, byAttribute: true),
    ];

    private static Builtin Of(string name, bool wanted, bool byAttribute) => new(name, "value, /, *rest, **keywords", (in call) =>
        new IteratorValue(Walk(call.Target, new Arguments(call.Rest, call.Keywords), wanted, byAttribute, call.State)));

    private static IEnumerable<Value> Walk(Value value, Arguments arguments, bool wanted, bool byAttribute, RenderState state)
    {
        if (!value.IsTrue)
        {
            yield break;
        }

        var test = Prepare(arguments, byAttribute, state);
        foreach (var item in Iteration.Walk(value, state))
        {
            if (test(item) == wanted)
            {
                yield return item;
            }
        }
    }

    private static Func<Value, bool> Prepare(Arguments arguments, bool byAttribute, RenderState state)
    {
        var rest = arguments.Positional;
        AttributePath? path = null;
        if (byAttribute)
        {
            path = rest.Length > 0
                ? AttributePath.Of(rest[0], state)
                : throw EvaluationFault.Argument("Missing parameter for attribute name");
            rest = rest[1..];
        }

        Value Subject(Value item) => path is null ? item : path.Get(item, state);
        if (rest.Length == 0)
        {
            return item => Subject(item).IsTrue;
        }

        var test = NamedBuiltin.Find(TestTable.All, "test", rest[0]);
        var others = arguments with { Positional = rest[1..] };
        return item => test.Invoke(Subject(item), others, state).IsTrue;
    }
}
