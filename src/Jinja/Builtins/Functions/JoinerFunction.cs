using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Functions;

/// <summary><c>joiner</c>: a separator, a comma by default, that leaves out its first use.</summary>
internal static class JoinerFunction
{
    public static Builtin Definition { get; } = new("joiner", "sep?", static (in call) =>
        new JoinerValue(call.Find(0) ?? new StringValue(", ")));
}
