using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>first</c>: the first element, undefined when there is none.</summary>
internal static class FirstFilter
{
    public static Builtin Definition { get; } = new("first", "seq", static (in call) =>
        Iteration.Start(call.Target).Next() ?? UndefinedValue.Because("No first item, sequence was empty."));
}
