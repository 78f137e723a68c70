using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is callable</c>: something that can be called; an undefined value has a <c>__call__</c>, if only to raise.</summary>
internal static class CallableTest
{
    public static Builtin Definition { get; } = new("callable", "obj, /", static (in call) =>
        BooleanValue.Of(call.Target is CallableValue or UndefinedValue));
}
