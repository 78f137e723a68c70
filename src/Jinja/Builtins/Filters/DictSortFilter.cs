using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>dictsort</c>: the pairs of a dict by key or value, without regard to case by default.</summary>
internal static class DictSortFilter
{
    public static Builtin Definition { get; } = new("dictsort", "value, case_sensitive?, by?, reverse?", static (in call) =>
    {
        var by = (call.Find(2) as StringValue)?.Text ?? (call.Find(2) is null ? "key" : "");
        if (by is not ("key" or "value"))
        {
            throw EvaluationFault.Argument("You can only sort by either \"key\" or \"value\"");
        }

        if (call.Target is not DictValue dict)
        {
            throw call.Target is UndefinedValue undefined
                ? undefined.Fault()
                : EvaluationFault.Type($"{PythonText.Repr(call.Target.TypeName)} object has no attribute 'items'");
        }

        var position = by == "key" ? 0 : 1;
        var isCaseSensitive = call.IsTrue(1);
        return new ListValue(Sorting.Sort(
            DictViewValue.PairsOf(dict),
            pair => CaseFolding.Apply(((TupleValue)pair).Elements[position], isCaseSensitive),
            call.Flag(3),
            call.State));
    });
}
