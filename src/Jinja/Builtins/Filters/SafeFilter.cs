using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>safe</c>: what the value prints as, marked as safe in HTML.</summary>
internal static class SafeFilter
{
    public static Builtin Definition { get; } = new("safe", "value", static (in call) => new MarkupValue(call.ToText(0)));
}
