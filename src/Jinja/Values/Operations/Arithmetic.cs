using System.Numerics;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Operations;

/// <summary>Python's arithmetic operators.</summary>
internal static class Arithmetic
{
    public static Value Apply(BinaryOperator operation, Value left, Value right, RenderState state) => operation switch
    {
        BinaryOperator.Add => Add(left, right, state),
        BinaryOperator.Multiply => Multiply(left, right, state),
        BinaryOperator.Modulo when left is StringValue format => format.Interpolate(right, state),
        _ => ApplyToNumbers(operation, left, right, state),
    };

    public static Value Add(Value left, Value right, RenderState state)
    {
        switch (left, right)
        {
            case (StringValue a, StringValue b) when !a.IsPlain || !b.IsPlain:
                var (head, tail) = (MarkupValue.Escape(a, state).Text, MarkupValue.Escape(b, state).Text);
                state.Reserve((long)head.Length + tail.Length);
                return new MarkupValue(head + tail);
            case (StringValue a, StringValue b):
                state.Reserve((long)a.Text.Length + b.Text.Length);
                return new StringValue(a.Text + b.Text);
            case (ListValue a, ListValue b):
                state.Reserve((long)a.Elements.Length + b.Elements.Length);
                return new ListValue([.. a.Elements, .. b.Elements]);
            case (TupleValue a, TupleValue b):
                state.Reserve((long)a.Elements.Length + b.Elements.Length);
                return new TupleValue([.. a.Elements, .. b.Elements]);
            case (StringValue, not UndefinedValue):
                throw EvaluationFault.Type($"can only concatenate str (not \"{right.TypeName}\") to str");
            default:
                return ApplyToNumbers(BinaryOperator.Add, left, right, state);
        }
    }

    public static Value Negate(Value operand) => operand switch
    {
        FloatValue number => new FloatValue(-number.Value),
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.TryInteger(operand, out var integer) => new IntegerValue(-integer),
        _ => throw EvaluationFault.Type($"bad operand type for unary -: {PythonText.Repr(operand.TypeName)}"),
    };

    public static Value Plus(Value operand) => operand switch
    {
        FloatValue => operand,
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.TryInteger(operand, out var integer) => new IntegerValue(integer),
        _ => throw EvaluationFault.Type($"bad operand type for unary +: {PythonText.Repr(operand.TypeName)}"),
    };

    private static Value Multiply(Value left, Value right, RenderState state)
    {
        if (left is StringValue or SequenceValue && Numbers.TryInteger(right, out var times))
        {
            return Repeat(left, times, state);
        }

        return right is StringValue or SequenceValue && Numbers.TryInteger(left, out times)
            ? Repeat(right, times, state)
            : ApplyToNumbers(BinaryOperator.Multiply, left, right, state);
    }

    private static Value Repeat(Value value, BigInteger times, RenderState state)
    {
        var length = value is StringValue text ? text.Text.Length : ((SequenceValue)value).Elements.Length;
        var count = times.Sign < 0 || length == 0 ? 0 : (int)BigInteger.Min(times, int.MaxValue);
        state.Reserve((long)length * count);
        return value switch
        {
            StringValue source => source.Like(string.Concat(Enumerable.Repeat(source.Text, count))),
            ListValue list => new ListValue([.. Enumerable.Repeat(list.Elements, count).SelectMany(static items => items)]),
            _ => new TupleValue([.. Enumerable.Repeat(((SequenceValue)value).Elements, count).SelectMany(static items => items)]),
        };
    }

    private static Value ApplyToNumbers(BinaryOperator operation, Value left, Value right, RenderState state)
    {
        if (Numbers.TryInteger(left, out var a) && Numbers.TryInteger(right, out var b))
        {
            return IntegerArithmetic.Apply(operation, a, b, state.Limits.MaxIntegerBits);
        }

        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            return new FloatValue(FloatArithmetic.Apply(operation, Numbers.ToDouble(left), Numbers.ToDouble(right)));
        }

        if (left is UndefinedValue undefined || (undefined = (right as UndefinedValue)!) is not null)
        {
            throw undefined.Fault();
        }

        throw EvaluationFault.Type($"unsupported operand type(s) for {Symbol(operation)}: "
            + $"{PythonText.Repr(left.TypeName)} and {PythonText.Repr(right.TypeName)}");
    }

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        _ => "** or pow()",
    };
}
