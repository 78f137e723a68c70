using System.Numerics;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>Operators between integers, within a size.</summary>
internal static class IntegerArithmetic
{
    public static Value Apply(BinaryOperator operation, BigInteger left, BigInteger right, int maxBits) => operation switch
    {
        BinaryOperator.Add => Checked(left + right, maxBits),
        BinaryOperator.Subtract => Checked(left - right, maxBits),
        BinaryOperator.Multiply => Checked(left * right, maxBits),
        BinaryOperator.Divide => new FloatValue(Divide(left, right)),
        BinaryOperator.FloorDivide => new IntegerValue(FloorDivide(left, right)),
        BinaryOperator.Modulo => new IntegerValue(Modulo(left, right)),
        _ => Power(left, right, maxBits),
    };

    public static BigInteger FloorDivide(BigInteger left, BigInteger right)
    {
        RequireNonZero(right, "integer division or modulo by zero");
        var quotient = BigInteger.DivRem(left, right, out var remainder);
        return !remainder.IsZero && (remainder.Sign < 0) != (right.Sign < 0) ? quotient - 1 : quotient;
    }

    /// <summary>The result has the sign of the divisor.</summary>
    public static BigInteger Modulo(BigInteger left, BigInteger right)
    {
        RequireNonZero(right, "integer division or modulo by zero");
        var remainder = BigInteger.Remainder(left, right);
        return !remainder.IsZero && (remainder.Sign < 0) != (right.Sign < 0) ? remainder + right : remainder;
    }

    /// <summary>The correctly rounded quotient, even where neither operand fits a double.</summary>
    public static double Divide(BigInteger left, BigInteger right)
    {
        RequireNonZero(right, "division by zero");
        if (left.GetBitLength() <= 53 && right.GetBitLength() <= 53)
        {
            return (double)left / (double)right;
        }

        var shift = (int)Math.Max(0, 66 - (BigInteger.Abs(left).GetBitLength() - BigInteger.Abs(right).GetBitLength()));
        var quotient = BigInteger.DivRem(BigInteger.Abs(left) << shift, BigInteger.Abs(right), out var remainder);
        if (!remainder.IsZero)
        {
            quotient |= BigInteger.One;
        }

        // The shift goes first into the integer's exponent, which a double holds however large the operands are.
        var excess = (int)Math.Max(0, quotient.GetBitLength() - 1000);
        var scaled = Math.ScaleB(Numbers.ToDouble(quotient >> excess), excess - shift);
        return double.IsInfinity(scaled)
            ? throw EvaluationFault.Arithmetic("integer division result too large for a float")
            : (left.Sign < 0) != (right.Sign < 0) ? -scaled : scaled;
    }

    private static Value Power(BigInteger left, BigInteger right, int maxBits)
    {
        if (right.Sign < 0)
        {
            return new FloatValue(FloatArithmetic.Apply(BinaryOperator.Power, Numbers.ToDouble(left), Numbers.ToDouble(right)));
        }

        if (BigInteger.Abs(left) <= BigInteger.One)
        {
            return new IntegerValue(left.Sign < 0 && right.IsEven ? BigInteger.One : right.IsZero ? BigInteger.One : left);
        }

        // |left| >= 2: the result has at least (bits - 1) * exponent bits.
        if ((BigInteger.Abs(left).GetBitLength() - 1) * right > maxBits)
        {
            throw TooLarge(maxBits);
        }

        return Checked(BigInteger.Pow(left, (int)right), maxBits);
    }

    private static IntegerValue Checked(BigInteger value, int maxBits) =>
        value.GetBitLength() <= maxBits ? new IntegerValue(value) : throw TooLarge(maxBits);

    private static EvaluationFault TooLarge(int maxBits) => EvaluationFault.Limit($"an integer would grow larger than {maxBits} bits");

    private static void RequireNonZero(BigInteger divisor, string message)
    {
        if (divisor.IsZero)
        {
            throw EvaluationFault.Arithmetic(message);
        }
    }
}
