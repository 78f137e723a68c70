using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>float</c>: the value as a float, or the default, 0.0 by default, where there is none.</summary>
internal static class FloatFilter
{
    public static Builtin Definition { get; } = new("float", "value, default?", static (in call) =>
        NumberConversion.TryFloat(call.Target) is { } number ? new FloatValue(number) : call.Find(1) ?? new FloatValue(0));
}
