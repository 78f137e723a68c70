using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>unique</c>: the first of each kind, without regard to case by default.</summary>
internal static class UniqueFilter
{
    public static Builtin Definition { get; } = new("unique", "value, case_sensitive?, attribute?", static (in call) =>
        new IteratorValue(Walk(call.Target, call.IsTrue(1), AttributePath.Of(call.Find(2) ?? NoneValue.Instance, call.State), call.State)));

    private static IEnumerable<Value> Walk(Value value, bool isCaseSensitive, AttributePath path, RenderState state)
    {
        var seen = new DictBuilder();
        foreach (var item in Iteration.Walk(value, state))
        {
            var key = CaseFolding.Apply(path.Get(item, state), isCaseSensitive);
            if (!seen.Contains(key, state))
            {
                seen.Set(key, NoneValue.Instance, state);
                yield return item;
            }
        }
    }
}
