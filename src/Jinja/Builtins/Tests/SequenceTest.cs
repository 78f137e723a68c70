using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary>
/// <c>is sequence</c>: something with a length and items: a str, list, tuple, range, and a dict too, and what is undefined.
/// </summary>
internal static class SequenceTest
{
    public static Builtin Definition { get; } = new("sequence", "value", static (in call) =>
        BooleanValue.Of(call.Target is StringValue or SequenceValue or DictValue or RangeValue or UndefinedValue));
}
