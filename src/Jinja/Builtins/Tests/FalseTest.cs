using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is false</c>: <c>False</c> itself.</summary>
internal static class FalseTest
{
    public static Builtin Definition { get; } = new("false", "value", static (in call) =>
        BooleanValue.Of(call.Target is BooleanValue { Value: false }));
}
