using Tito.Core.Templates.Syntax;
using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Evaluation.Compilation;

/// <summary>
/// Expressions whose value the source gives. Jinja2 folds more, but only this can be seen: an <c>and</c> or <c>or</c> that its left side
/// decides never looks at the other, unknown filters in it included.
/// </summary>
internal static class Constants
{
    public static Value? TryFold(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return literal.Value;
            case TupleExpression tuple:
                return FoldAll(tuple.Items) is { } items ? new TupleValue(items) : null;
            case ListExpression list:
                return FoldAll(list.Items) is { } elements ? new ListValue(elements) : null;
            case UnaryExpression unary when unary.Operand is LiteralExpression { Value: IntegerValue or FloatValue } literal:
                return unary.IsNegation ? Arithmetic.Negate(literal.Value) : literal.Value;
            case LogicalExpression logical when TryFold(logical.Left) is { } left:
                return left.IsTrue == logical.IsAnd ? TryFold(logical.Right) : left;
            default:
                return null;
        }
    }

    private static Value[]? FoldAll(IReadOnlyList<Expression> expressions)
    {
        var values = new Value[expressions.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (TryFold(expressions[index]) is not { } value)
            {
                return null;
            }

            values[index] = value;
        }

        return values;
    }
}
