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

    /// <summary>
    /// Whether Jinja2 evaluates an expression when it compiles. It then takes a slice through the sandbox's getitem, where a TypeError
    /// yields an undefined value, and not straight from Python, where it raises.
    /// </summary>
    public static bool IsConstant(Expression? expression) => expression switch
    {
        null or LiteralExpression => true,
        TupleExpression tuple => tuple.Items.All(IsConstant),
        ListExpression list => list.Items.All(IsConstant),
        DictExpression dict => dict.Pairs.All(static pair => IsConstant(pair.Key) && IsConstant(pair.Value)),
        UnaryExpression unary => IsConstant(unary.Operand),
        BinaryExpression binary => IsConstant(binary.Left) && IsConstant(binary.Right),
        ItemExpression item => IsConstant(item.Target) && IsConstant(item.Key),
        SliceExpression slice => IsConstant(slice.Start) && IsConstant(slice.Stop) && IsConstant(slice.Step),
        _ => false,
    };

    /// <summary>Arguments that are all positional and constant.</summary>
    public static Arguments? TryFoldArguments(CallArguments arguments) =>
        arguments is { Keywords.Length: 0, Spread: null, KeywordSpread: null } && FoldAll(arguments.Positional) is { } values
            ? values.Length == 0 ? Arguments.Empty : new Arguments(values, [])
            : null;

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
