using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is none</c>: the one null value; an undefined value is another thing.</summary>
internal static class NoneTest
{
    public static Builtin Definition { get; } = new("none", "value", static (in call) =>
        BooleanValue.Of(call.Target is NoneValue));
}
