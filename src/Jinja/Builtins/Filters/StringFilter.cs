using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>string</c>: what the value prints as.</summary>
internal static class StringFilter
{
    public static Builtin Definition { get; } = new("string", "object, /", static (in call) =>
        call.Target is StringValue ? call.Target : new StringValue(call.ToText(0)));
}
