using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Builtins.Tests;

/// <summary><c>is float</c>: a float.</summary>
internal static class FloatTest
{
    public static Builtin Definition { get; } = new("float", "value", static (in call) =>
        BooleanValue.Of(call.Target is FloatValue));
}
