using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>An expression rebuilt with other operands.</summary>
internal static class Children
{
    /// <summary>The expression with each operand replaced, in source order. A slice is part of its subscript, not an operand.</summary>
    public static Expression Map(Expression expression, Func<Expression, Expression> map)
    {
        return expression switch
        {
            TupleExpression tuple => tuple with { Items = All(tuple.Items) },
            ListExpression list => list with { Items = All(list.Items) },
            DictExpression dict => dict with { Pairs = [.. dict.Pairs.Select(pair => (map(pair.Key), map(pair.Value)))] },
            ConditionalExpression choice => choice with
            {
                Test = map(choice.Test),
                Then = map(choice.Then),
                Otherwise = Optional(choice.Otherwise),
            },
            LogicalExpression logical => logical with { Left = map(logical.Left), Right = map(logical.Right) },
            NotExpression not => not with { Operand = map(not.Operand) },
            CompareExpression compare => compare with
            {
                First = map(compare.First),
                Rest = [.. compare.Rest.Select(part => (part.Operator, map(part.Operand)))],
            },
            BinaryExpression binary => binary with { Left = map(binary.Left), Right = map(binary.Right) },
            UnaryExpression unary => unary with { Operand = map(unary.Operand) },
            ConcatExpression concat => concat with { Operands = All(concat.Operands) },
            AttributeExpression attribute => attribute with { Target = map(attribute.Target) },
            ItemExpression { Key: SliceExpression slice } item => item with { Target = map(item.Target), Key = Slice(slice) },
            ItemExpression item => item with { Target = map(item.Target), Key = map(item.Key) },
            SliceExpression slice => Slice(slice),
            CallExpression call => call with { Callee = map(call.Callee), Arguments = Arguments(call.Arguments) },
            FilterExpression filter => filter with { Target = Optional(filter.Target), Arguments = Arguments(filter.Arguments) },
            TestExpression test => test with { Target = map(test.Target), Arguments = Arguments(test.Arguments) },
            _ => expression,
        };

        Expression? Optional(Expression? operand) => operand is null ? null : map(operand);

        ImmutableArray<Expression> All(ImmutableArray<Expression> operands) => [.. operands.Select(map)];

        SliceExpression Slice(SliceExpression slice) =>
            slice with { Start = Optional(slice.Start), Stop = Optional(slice.Stop), Step = Optional(slice.Step) };

        CallArguments Arguments(CallArguments arguments) => new(
            All(arguments.Positional),
            [.. arguments.Keywords.Select(keyword => (keyword.Name, map(keyword.Value)))],
            Optional(arguments.Spread),
            Optional(arguments.KeywordSpread));
    }
}
