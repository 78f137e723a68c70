using System.Numerics;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>round</c>: to so many decimal places, half to even, or up or down with a method.</summary>
internal static class RoundFilter
{
    public static Builtin Definition { get; } = new("round", "value, precision?, method?", static (in call) =>
    {
        var method = call.Find(2) is null ? "common" : (call[2] as StringValue)?.Text;
        if (method is not ("common" or "ceil" or "floor"))
        {
            throw EvaluationFault.Argument("method must be common, ceil or floor");
        }

        return method == "common" ? Common(call) : Directed(call, method == "ceil");
    });

    private static Value Common(in Call call)
    {
        switch (call.Target)
        {
            case FloatValue number when call.Find(1) is NoneValue:
                return new IntegerValue(Numbers.Truncate(ExactDecimal.Round(number.Value, 0)));
            case FloatValue number:
                var rounded = ExactDecimal.Round(number.Value, call.Size(1, 0));
                return double.IsInfinity(rounded) && double.IsFinite(number.Value)
                    ? throw EvaluationFault.Arithmetic("rounded value too large to represent")
                    : new FloatValue(rounded);
            case var value when Numbers.TryInteger(value, out var integer):
                return new IntegerValue(call.Find(1) is NoneValue ? integer : RoundInteger(integer, call.Size(1, 0), call.State));
            default:
                throw EvaluationFault.Type($"type {call.Target.TypeName} doesn't define __round__ method");
        }
    }

    private static BigInteger RoundInteger(BigInteger value, int places, RenderState state)
    {
        if (places >= 0)
        {
            return value;
        }

        if (-(long)places > state.Limits.MaxIntegerBits)
        {
            return 0;
        }

        var unit = BigInteger.Pow(10, -places);
        var quotient = IntegerArithmetic.FloorDivide(value, unit);
        var order = ((value - (quotient * unit)) * 2).CompareTo(unit);
        return (order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient) * unit;
    }

    /// <summary><c>func(value * (10**precision)) / (10**precision)</c>.</summary>
    private static Value Directed(in Call call, bool isCeiling)
    {
        var state = call.State;
        var factor = Arithmetic.Apply(BinaryOperator.Power, IntegerValue.Of(10), call.Find(1) ?? IntegerValue.Of(0), state);
        var scaled = Arithmetic.Apply(BinaryOperator.Multiply, call.Target, factor, state);
        var whole = scaled switch
        {
            FloatValue number => new IntegerValue(Numbers.Truncate(isCeiling ? Math.Ceiling(number.Value) : Math.Floor(number.Value))),
            IntegerValue => scaled,
            _ => throw EvaluationFault.Type($"must be real number, not {scaled.TypeName}"),
        };
        return Arithmetic.Apply(BinaryOperator.Divide, whole, factor, state);
    }
}
