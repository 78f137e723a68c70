using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is integer</c>: an int and no bool.</summary>
internal static class IntegerTest
{
    public static Builtin Definition { get; } = new("integer", "value", static (in call) =>
        BooleanValue.Of(call.Target is IntegerValue));
}
