using System.Numerics;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Tests;

/// <summary>
/// <c>is sameas</c>: the same object. CPython keeps one object for each integer from -5 to 256 and for strings of at most one Latin-1
/// character; for other numbers and strings the answer there depends on how they came to be.
/// </summary>
internal static class SameAsTest
{
    public static Builtin Definition { get; } = new("sameas", "value, other", static (in call) => BooleanValue.Of(
        ReferenceEquals(call[0], call[1]) || (call[0], call[1]) switch
        {
            (IntegerValue a, IntegerValue b) => a.Value == b.Value && a.Value >= new BigInteger(-5) && a.Value <= new BigInteger(256),
            (StringValue { IsPlain: true } a, StringValue { IsPlain: true } b) => a.Text == b.Text
                && (a.Text.Length == 0 || (a.Text.Length == 1 && a.Text[0] <= '\u00ff')),
            (TupleValue a, TupleValue b) => a.Elements.Length == 0 && b.Elements.Length == 0,
            _ => false,
        }));
}
