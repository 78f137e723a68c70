using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is string</c>: a str.</summary>
internal static class StringTest
{
    public static Builtin Definition { get; } = new("string", "value", static (in call) =>
        BooleanValue.Of(call.Target is StringValue));
}
