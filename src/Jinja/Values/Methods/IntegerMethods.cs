using System.Numerics;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary>The methods and attributes of integers, and thus of booleans.</summary>
internal static class IntegerMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        Builtin.Unsupported("as_integer_ratio"),
        Builtin.Unsupported("bit_count"),
        Builtin.Unsupported("conjugate"),
        Builtin.Unsupported("from_bytes"),
        Builtin.Unsupported("to_bytes"),
        new Builtin("bit_length", "self, /", static (in call) =>
            IntegerValue.Of(call.Integer(0, 0) is { IsZero: false } value ? (int)BigInteger.Abs(value).GetBitLength() : 0)));

    public static Value? FindAttribute(BigInteger value, string name) => name switch
    {
        "real" or "numerator" => new IntegerValue(value),
        "imag" => IntegerValue.Of(0),
        "denominator" => IntegerValue.Of(1),
        _ => null,
    };
}
