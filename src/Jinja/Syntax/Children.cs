using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>An expression rebuilt with other operands.</summary>
internal static class Children
{
    /// <summary>The expression with each operand replaced, in source order. A slice is part of its subscript, not an operand.</summary>
    public static Expression Map(Expression expression, Func<Expression, Expression> map)
    {
        return expression switch
        {
            Expression.Tuple tuple => tuple with { Items = All(tuple.Items) },
            Expression.List list => list with { Items = All(list.Items) },
            Expression.Dict dict => dict with { Pairs = [.. dict.Pairs.Select(pair => (map(pair.Key), map(pair.Value)))] },
            Expression.Conditional choice => choice with
            {
                Condition = map(choice.Condition),
                Then = map(choice.Then),
                Otherwise = Optional(choice.Otherwise),
            },
            Expression.Logical logical => logical with { Left = map(logical.Left), Right = map(logical.Right) },
            Expression.Not not => not with { Operand = map(not.Operand) },
            Expression.Compare compare => compare with
            {
                First = map(compare.First),
                Rest = [.. compare.Rest.Select(part => (part.Operator, map(part.Operand)))],
            },
            Expression.Binary binary => binary with { Left = map(binary.Left), Right = map(binary.Right) },
            Expression.Unary unary => unary with { Operand = map(unary.Operand) },
            Expression.Concat concat => concat with { Operands = All(concat.Operands) },
            Expression.Attribute attribute => attribute with { Target = map(attribute.Target) },
            Expression.Item { Key: Expression.Slice slice } item => item with { Target = map(item.Target), Key = Slice(slice) },
            Expression.Item item => item with { Target = map(item.Target), Key = map(item.Key) },
            Expression.Slice slice => Slice(slice),
            Expression.Call call => call with { Callee = map(call.Callee), Arguments = Arguments(call.Arguments) },
            Expression.Filter filter => filter with { Target = Optional(filter.Target), Arguments = Arguments(filter.Arguments) },
            Expression.Test test => test with { Target = map(test.Target), Arguments = Arguments(test.Arguments) },
            _ => expression,
        };

        Expression? Optional(Expression? operand) => operand is null ? null : map(operand);

        ImmutableArray<Expression> All(ImmutableArray<Expression> operands) => [.. operands.Select(map)];

        Expression.Slice Slice(Expression.Slice slice) =>
            slice with { Start = Optional(slice.Start), Stop = Optional(slice.Stop), Step = Optional(slice.Step) };

        CallArguments Arguments(CallArguments arguments) => new(
            All(arguments.Positional),
            [.. arguments.Keywords.Select(keyword => (keyword.Name, map(keyword.Value)))],
            Optional(arguments.Spread),
            Optional(arguments.KeywordSpread));
    }
}
