using Tito.Jinja.Source;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Operators that calculate, join or compare.</summary>
internal sealed partial class Compiler
{
    /// <summary>A chain of <c>+</c>. As long as all operands are strings they are joined at once instead of pair by pair.</summary>
    private Evaluator CompileSum(Expression.Binary sum, Site site)
    {
        var operands = CompileSumOperands(sum, site);
        return frame => Sum(frame, operands, sum.Span);
    }

    /// <summary>
    /// A printed chain of <c>+</c>: strings go straight to the output. What follows a string must be one too, or it raises.
    /// </summary>
    private Executor CompilePrintedSum(Expression.Binary sum, Site site)
    {
        var operands = CompileSumOperands(sum, site);
        return frame =>
        {
            var state = frame.State;
            state.Charge(1);
            if (operands[0](frame) is not StringValue first)
            {
                state.Output.Append(Sum(frame, operands, sum.Span).ToText(state));
                return Flow.Next;
            }

            state.Output.Append(first.Text);
            for (var index = 1; index < operands.Length; index++)
            {
                var operand = operands[index](frame);
                state.Position = sum.Span;
                var joined = operand is StringValue ? operand : Arithmetic.Add(first, operand, state);
                joined.WriteJoined(state);
            }

            return Flow.Next;
        };
    }

    private Evaluator[] CompileSumOperands(Expression.Binary sum, Site site)
    {
        var operands = new List<Evaluator>();
        Expression left = sum;
        for (; left is Expression.Binary { Operator: BinaryOperator.Add } inner; left = inner.Left)
        {
            operands.Add(CompileExpression(inner.Right, site));
        }

        operands.Add(CompileExpression(left, site));
        operands.Reverse();
        return [.. operands];
    }

    private static Value Sum(Frame frame, Evaluator[] operands, SourceSpan span)
    {
        var state = frame.State;
        var total = operands[0](frame);
        var index = 1;
        if (total is StringValue first)
        {
            var texts = new string[operands.Length];
            texts[0] = first.Text;
            long length = first.Text.Length;
            for (; index < operands.Length; index++)
            {
                var operand = operands[index](frame);
                if (operand is not StringValue text)
                {
                    state.Position = span;
                    total = Arithmetic.Add(new StringValue(string.Concat(texts.AsSpan(0, index))), operand, state);
                    index++;
                    break;
                }

                texts[index] = text.Text;
                length += text.Text.Length;
            }

            if (total == (Value)first)
            {
                state.Position = span;
                state.Reserve(length);
                return new StringValue(string.Concat(texts));
            }
        }

        for (; index < operands.Length; index++)
        {
            var operand = operands[index](frame);
            state.Position = span;
            total = Arithmetic.Add(total, operand, state);
        }

        return total;
    }

    private Evaluator CompileBinary(Expression.Binary binary, Site site)
    {
        var left = CompileExpression(binary.Left, site);
        var right = CompileExpression(binary.Right, site);
        return frame =>
        {
            var first = left(frame);
            var second = right(frame);
            frame.State.Charge(1);
            frame.State.Position = binary.Span;
            return Arithmetic.Apply(binary.Operator, first, second, frame.State);
        };
    }

    private Evaluator CompileUnary(Expression.Unary unary, Site site)
    {
        var operand = CompileExpression(unary.Operand, site);
        return frame =>
        {
            var value = operand(frame);
            frame.State.Position = unary.Span;
            return unary.IsNegation ? Arithmetic.Negate(value) : Arithmetic.Plus(value);
        };
    }

    private Evaluator CompileConcat(Expression.Concat concat, Site site)
    {
        var operands = concat.Operands.Select(operand => CompileExpression(operand, site)).ToArray();
        return frame =>
        {
            var values = new Value[operands.Length];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = operands[index](frame);
            }

            frame.State.Position = concat.Span;
            var texts = Array.ConvertAll(values, value => value.ToText(frame.State));
            frame.State.Reserve(texts.Sum(static text => (long)text.Length));
            return new StringValue(string.Concat(texts));
        };
    }

    private Evaluator CompileComparison(Expression.Compare compare, Site site)
    {
        if (compare.Rest.Length == 1)
        {
            var single = CompileSingleComparison(compare, site);
            return frame => BooleanValue.Of(single(frame));
        }

        var first = CompileExpression(compare.First, site);
        var rest = compare.Rest.Select(part => (part.Operator, Operand: CompileExpression(part.Operand, site))).ToArray();
        return frame =>
        {
            var left = first(frame);
            foreach (var (operation, operand) in rest)
            {
                var right = operand(frame);
                frame.State.Position = compare.Span;
                if (!Ordering.Holds(operation, left, right, frame.State))
                {
                    return BooleanValue.False;
                }

                left = right;
            }

            return BooleanValue.True;
        };
    }

    private Func<Frame, bool> CompileSingleComparison(Expression.Compare compare, Site site)
    {
        var first = CompileExpression(compare.First, site);
        var (operation, second) = (compare.Rest[0].Operator, CompileExpression(compare.Rest[0].Operand, site));
        return frame =>
        {
            var left = first(frame);
            var right = second(frame);
            frame.State.Position = compare.Span;
            return Ordering.Holds(operation, left, right, frame.State);
        };
    }
}
