using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is float</c>: of type float, an integral one included.</summary>
internal static class FloatTest
{
    public static Builtin Definition { get; } = new("float", "value", static (in call) =>
        BooleanValue.Of(call.Target is FloatValue));
}
