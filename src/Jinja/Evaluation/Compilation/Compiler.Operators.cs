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
    /// A printed chain of <c>+</c>: strings go straight to the output. A Markup among them escapes what stands before it, so all are
    /// evaluated first.
    /// </summary>
    private Executor CompilePrintedSum(Expression.Binary sum, Site site)
    {
        var operands = CompileSumOperands(sum, site);
        return frame =>
        {
            var state = frame.State;
            state.Charge(1);
            var texts = new string[operands.Length];
            for (var index = 0; index < operands.Length; index++)
            {
                var operand = operands[index](frame);
                if (operand is not StringValue { IsPlain: true } text)
                {
                    state.Output.Append(SumOn(frame, texts.AsSpan(0, index), operand, operands.AsSpan(index + 1), sum.Span).ToText(state));
                    return Flow.Next;
                }

                texts[index] = text.Text;
            }

            state.Position = sum.Span;
            foreach (var text in texts)
            {
                state.Output.Append(text);
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
        var texts = new string[operands.Length];
        long length = 0;
        for (var index = 0; index < operands.Length; index++)
        {
            var operand = operands[index](frame);
            if (operand is not StringValue { IsPlain: true } text)
            {
                return SumOn(frame, texts.AsSpan(0, index), operand, operands.AsSpan(index + 1), span);
            }

            texts[index] = text.Text;
            length += text.Text.Length;
        }

        state.Position = span;
        state.Reserve(length);
        return new StringValue(string.Concat(texts));
    }

    /// <summary>The rest of a chain from the first operand on that is not a plain string: pair by pair.</summary>
    private static Value SumOn(
        Frame frame, ReadOnlySpan<string> texts, Value operand, ReadOnlySpan<Evaluator> operands, SourceSpan span)
    {
        var state = frame.State;
        var total = operand;
        if (texts.Length > 0)
        {
            state.Position = span;
            total = Arithmetic.Add(new StringValue(string.Concat(texts)), operand, state);
        }

        foreach (var next in operands)
        {
            operand = next(frame);
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
