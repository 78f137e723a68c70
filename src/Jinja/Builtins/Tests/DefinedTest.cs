using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is defined</c>: not undefined.</summary>
internal static class DefinedTest
{
    public static Builtin Definition { get; } = new("defined", "value", static (in call) =>
        BooleanValue.Of(call.Target is not UndefinedValue));
}
