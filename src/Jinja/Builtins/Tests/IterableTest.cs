using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is iterable</c>: something that a loop can walk.</summary>
internal static class IterableTest
{
    public static Builtin Definition { get; } = new("iterable", "value", static (in call) =>
        BooleanValue.Of(call.Target.TryIterate() is not null));
}
