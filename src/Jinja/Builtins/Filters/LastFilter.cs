using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>last</c>: the last element, undefined when there is none. What cannot be reversed has no last element.</summary>
internal static class LastFilter
{
    public static Builtin Definition { get; } = new("last", "seq", static (in call) =>
        Reversal.Start(call.Target, call.State).Next() ?? UndefinedValue.Because("No last item, sequence was empty."));
}
