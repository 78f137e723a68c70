using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>replace</c>: all occurrences, or the first few; everything is printed first.</summary>
internal static class ReplaceFilter
{
    public static Builtin Definition { get; } = new("replace", "s, old, new, count?", static (in call) => new StringValue(
        ReplaceMethod.Replace(call.ToText(0), call.ToText(1), call.ToText(2), call.Has(3) ? call.Size(3, -1) : -1, call.State)));
}
