using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Tests;

/// <summary><c>is in</c>: an element of the argument.</summary>
internal static class InTest
{
    public static Builtin Definition { get; } = new("in", "value, seq", static (in call) =>
        BooleanValue.Of(Evaluation.Ordering.Contains(call[1], call[0], call.State)));
}
