using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>min</c> and <c>max</c>: the first of the smallest or largest elements, without regard to case by default.</summary>
internal static class ExtremeFilters
{
    public static IEnumerable<Builtin> Definitions { get; } = [Of("min", isMax: false), Of("max", isMax: true)];

    private static Builtin Of(string name, bool isMax) => new(name, "value, case_sensitive?, attribute?", (in call) =>
    {
        var (state, isCaseSensitive) = (call.State, call.IsTrue(1));
        var path = AttributePath.Of(call.Find(2) ?? NoneValue.Instance, state);
        (Value Item, Value Key)? best = null;
        foreach (var item in Iteration.Walk(call.Target, state))
        {
            var key = CaseFolding.Apply(path.Get(item, state), isCaseSensitive);
            if (best is not var (_, bestKey) || (isMax ? Ordering.IsLess(bestKey, key, state) : Ordering.IsLess(key, bestKey, state)))
            {
                best = (item, key);
            }
        }

        return best?.Item ?? UndefinedValue.Because("No aggregated item, sequence was empty.");
    });
}
