using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is escaped</c>: whether the value is marked as safe in HTML.</summary>
internal static class EscapedTest
{
    public static Builtin Definition { get; } = new("escaped", "value", static (in call) => BooleanValue.Of(call.Target is MarkupValue));
}
