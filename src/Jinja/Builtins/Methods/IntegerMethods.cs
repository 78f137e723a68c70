using System.Numerics;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Methods;

/// <summary>The methods and attributes of integers, and thus of booleans.</summary>
internal static class IntegerMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        new Builtin("as_integer_ratio", "self, /", static (in call) => new TupleValue(Read(call), IntegerValue.Of(1))),
        new Builtin("bit_count", "self, /", static (in call) => CountBits(Read(call).Value)),
        new Builtin("bit_length", "self, /", static (in call) =>
            IntegerValue.Of((int)(Read(call).Value.IsZero ? 0 : BigInteger.Abs(Read(call).Value).GetBitLength()))),
        new Builtin("conjugate", "self, /", static (in call) => Read(call)));

    public static Value? FindAttribute(BigInteger value, string name) => name switch
    {
        "real" or "numerator" => new IntegerValue(value),
        "imag" => IntegerValue.Of(0),
        "denominator" => IntegerValue.Of(1),
        _ => null,
    };

    private static IntegerValue Read(in Call call) => new(call.Integer(0, 0));

    private static IntegerValue CountBits(BigInteger value)
    {
        var count = 0;
        foreach (var part in BigInteger.Abs(value).ToByteArray())
        {
            count += BitOperations.PopCount(part);
        }

        return IntegerValue.Of(count);
    }
}
