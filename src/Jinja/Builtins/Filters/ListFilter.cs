using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>list</c>: the elements as a list, the characters of a string, the keys of a dict.</summary>
internal static class ListFilter
{
    public static Builtin Definition { get; } = new("list", "value", static (in call) =>
        new ListValue(Iteration.ToArray(call.Target, call.State)));
}
