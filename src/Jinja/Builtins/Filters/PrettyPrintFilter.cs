using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>pprint</c>: a value in lines of 80 columns, its dicts sorted.</summary>
internal static class PrettyPrintFilter
{
    public static Builtin Definition { get; } = new("pprint", "value", static (in call) =>
        new StringValue(PrettyPrinter.Format(call.Target, call.State)));
}
