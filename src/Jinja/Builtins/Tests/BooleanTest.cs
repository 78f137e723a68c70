using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is boolean</c>: a bool.</summary>
internal static class BooleanTest
{
    public static Builtin Definition { get; } = new("boolean", "value", static (in call) =>
        BooleanValue.Of(call.Target is BooleanValue));
}
