using System.Numerics;
using Tito.Jinja.Evaluation;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Methods;

/// <summary>What Python's float answers to, but for hexadecimal text.</summary>
internal static class FloatMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        new Builtin("as_integer_ratio", "self, /", static (in call) => Ratio(Read(call))),
        new Builtin("conjugate", "self, /", static (in call) => call.Target),
        new Builtin("is_integer", "self, /", static (in call) =>
            BooleanValue.Of(double.IsFinite(Read(call)) && Math.Floor(Read(call)) == Read(call))));

    private static double Read(in Call call) => ((FloatValue)call.Target).Value;

    private static TupleValue Ratio(double value)
    {
        if (!double.IsFinite(value))
        {
            throw double.IsNaN(value)
                ? EvaluationFault.Argument("cannot convert NaN to integer ratio")
                : EvaluationFault.Arithmetic("cannot convert Infinity to integer ratio");
        }

        // A double is its mantissa times a power of two; halving is exact until the mantissa is whole.
        var denominator = BigInteger.One;
        while (Math.Floor(value) != value)
        {
            value *= 2;
            denominator <<= 1;
        }

        return new TupleValue(new IntegerValue(new BigInteger(value)), new IntegerValue(denominator));
    }
}
