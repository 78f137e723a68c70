using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is number</c>: an int, a float or a bool.</summary>
internal static class NumberTest
{
    public static Builtin Definition { get; } = new("number", "value", static (in call) =>
        BooleanValue.Of(Numbers.IsNumber(call.Target)));
}
