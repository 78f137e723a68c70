using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is undefined</c>: a missing name, attribute or item.</summary>
internal static class UndefinedTest
{
    public static Builtin Definition { get; } = new("undefined", "value", static (in call) =>
        BooleanValue.Of(call.Target is UndefinedValue));
}
