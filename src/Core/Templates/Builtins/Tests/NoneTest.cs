using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Builtins.Tests;

/// <summary><c>is none</c>: <c>None</c>.</summary>
internal static class NoneTest
{
    public static Builtin Definition { get; } = new("none", "value", static (in call) =>
        BooleanValue.Of(call.Target is NoneValue));
}
