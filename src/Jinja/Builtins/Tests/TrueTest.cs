using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is true</c>: <c>True</c> itself.</summary>
internal static class TrueTest
{
    public static Builtin Definition { get; } = new("true", "value", static (in call) =>
        BooleanValue.Of(call.Target is BooleanValue { Value: true }));
}
