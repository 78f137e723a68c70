using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>default</c>, <c>d</c>: another value for an undefined one, or for any that is false when <c>boolean</c> is true.</summary>
internal static class DefaultFilter
{
    public static Builtin Definition { get; } = new("default", "value, default_value?, boolean?", static (in call) =>
        call.Target is UndefinedValue || (call.IsTrue(2) && !call.Target.IsTrue)
            ? call.Find(1) ?? StringValue.Empty
            : call.Target);
}
