using System.Numerics;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>Numbers across types: a bool is an int everywhere, and an int meets a float as a float.</summary>
internal static class Numbers
{
    public static bool TryInteger(Value value, out BigInteger integer)
    {
        switch (value)
        {
            case IntegerValue number:
                integer = number.Value;
                return true;
            case BooleanValue boolean:
                integer = boolean.Value ? BigInteger.One : BigInteger.Zero;
                return true;
            default:
                integer = default;
                return false;
        }
    }

    public static bool IsNumber(Value value) => value is IntegerValue or BooleanValue or FloatValue;

    /// <summary>A number as a double.</summary>
    /// <exception cref="EvaluationFault">The integer is too large.</exception>
    public static double ToDouble(Value value)
    {
        if (value is FloatValue number)
        {
            return number.Value;
        }

        _ = TryInteger(value, out var integer);
        return ToDouble(integer);
    }

    /// <summary>The nearest double, ties to even, as CPython rounds it.</summary>
    /// <exception cref="EvaluationFault">The integer is too large.</exception>
    public static double ToDouble(BigInteger value)
    {
        var bits = value.GetBitLength();
        if (bits <= 62)
        {
            return (long)value;
        }

        // The largest double is below 2**1024.
        if (bits > 1100)
        {
            throw TooLarge();
        }

        // 62 leading bits and a sticky one: the conversion of a long then rounds as if it had seen them all.
        var magnitude = BigInteger.Abs(value);
        var shift = (int)bits - 62;
        var leading = (long)(magnitude >> shift);
        if (!(magnitude & ((BigInteger.One << shift) - 1)).IsZero)
        {
            leading |= 1;
        }

        var result = Math.ScaleB(leading, shift);
        return double.IsInfinity(result) ? throw TooLarge() : value.Sign < 0 ? -result : result;
    }

    /// <summary>Compares exactly: 2**53 + 1 is not equal to the float 2**53. Null when a NaN is involved.</summary>
    public static int? Compare(Value left, Value right)
    {
        if (TryInteger(left, out var a) && TryInteger(right, out var b))
        {
            return a.CompareTo(b);
        }

        if (left is FloatValue x && right is FloatValue y)
        {
            return double.IsNaN(x.Value) || double.IsNaN(y.Value) ? null : x.Value.CompareTo(y.Value);
        }

        if (left is FloatValue number)
        {
            _ = TryInteger(right, out b);
            return CompareToInteger(number.Value, b);
        }

        _ = TryInteger(left, out a);
        return -CompareToInteger(((FloatValue)right).Value, a);
    }

    private static EvaluationFault TooLarge() => new(TemplateErrorKind.Arithmetic, "int too large to convert to float");

    private static int? CompareToInteger(double number, BigInteger integer)
    {
        if (double.IsNaN(number))
        {
            return null;
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? 1 : -1;
        }

        var floor = Math.Floor(number);
        var order = new BigInteger(floor).CompareTo(integer);
        return order == 0 && number > floor ? 1 : order;
    }

    /// <summary>The whole number next to a float on the side of zero.</summary>
    /// <exception cref="EvaluationFault">The number is not finite: OverflowError or ValueError.</exception>
    public static BigInteger Truncate(double value) => double.IsNaN(value)
        ? throw EvaluationFault.Argument("cannot convert float NaN to integer")
        : double.IsInfinity(value)
            ? throw EvaluationFault.Arithmetic("cannot convert float infinity to integer")
            : new BigInteger(Math.Truncate(value));
}
