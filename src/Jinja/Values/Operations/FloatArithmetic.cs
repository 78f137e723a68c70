using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>Operators between doubles; where C gives an infinity or a NaN for finite operands, Python raises.</summary>
internal static class FloatArithmetic
{
    public static double Apply(BinaryOperator operation, double left, double right) => operation switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / NonZero(right, "float division by zero"),
        BinaryOperator.FloorDivide => FloorDivide(left, NonZero(right, "float floor division by zero")),
        BinaryOperator.Modulo => Modulo(left, NonZero(right, "float modulo")),
        _ => Power(left, right),
    };

    /// <summary>CPython's float_rem: the result takes the sign of the divisor.</summary>
    private static double Modulo(double left, double right)
    {
        var remainder = left % right;
        if (remainder == 0)
        {
            return Math.CopySign(0, right);
        }

        return (right < 0) != (remainder < 0) ? remainder + right : remainder;
    }

    /// <summary>CPython's float_floor_div: the quotient is snapped to the nearest integer below.</summary>
    private static double FloorDivide(double left, double right)
    {
        var remainder = left % right;
        var quotient = (left - remainder) / right;
        if (remainder != 0 && (right < 0) != (remainder < 0))
        {
            quotient -= 1;
        }

        if (quotient == 0)
        {
            return Math.CopySign(0, left / right);
        }

        var floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double Power(double left, double right)
    {
        if (left == 0 && right < 0)
        {
            throw EvaluationFault.Arithmetic("0.0 cannot be raised to a negative power");
        }

        if (left < 0 && double.IsFinite(left) && double.IsFinite(right) && Math.Floor(right) != right)
        {
            throw EvaluationFault.Type("the power is a complex number, which is not supported");
        }

        var result = Math.Pow(left, right);
        return double.IsInfinity(result) && double.IsFinite(left) && double.IsFinite(right)
            ? throw EvaluationFault.Arithmetic("(34, 'Numerical result out of range')")
            : result;
    }

    private static double NonZero(double divisor, string message) =>
        divisor == 0 ? throw EvaluationFault.Arithmetic(message) : divisor;
}
