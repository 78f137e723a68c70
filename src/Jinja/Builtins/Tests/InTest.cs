using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is in</c>: an element of the argument.</summary>
internal static class InTest
{
    public static Builtin Definition { get; } = new("in", "value, seq", static (in call) =>
        BooleanValue.Of(Ordering.Contains(call[1], call[0], call.State)));
}
