using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>The names that syntax reads.</summary>
internal static class NamesRead
{
    /// <summary>Every name in an expression, in source order.</summary>
    public static IEnumerable<string> In(Expression? expression) => expression switch
    {
        null or LiteralExpression => [],
        NameExpression name => [name.Name],
        NamespaceTarget target => [target.Name],
        _ => Children(expression).SelectMany(static child => In(child)),
    };

    /// <summary>
    /// Which of the special names statements read without having assigned them before (Jinja2's find_undeclared, which walks into
    /// everything that is nested).
    /// </summary>
    public static HashSet<string> Undeclared(ImmutableArray<Statement> body, params string[] names)
    {
        var search = new UndeclaredSearch(names);
        search.Visit(body);
        return search.Found;
    }

    private static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        TupleExpression tuple => tuple.Items,
        ListExpression list => list.Items,
        DictExpression dict => dict.Pairs.SelectMany(static pair => new[] { pair.Key, pair.Value }),
        ConditionalExpression choice => Present(choice.Test, choice.Then, choice.Otherwise),
        LogicalExpression logical => [logical.Left, logical.Right],
        NotExpression not => [not.Operand],
        CompareExpression compare => [compare.First, .. compare.Rest.Select(static rest => rest.Operand)],
        BinaryExpression binary => [binary.Left, binary.Right],
        UnaryExpression unary => [unary.Operand],
        ConcatExpression concat => concat.Operands,
        AttributeExpression attribute => [attribute.Target],
        ItemExpression item => [item.Target, item.Key],
        SliceExpression slice => Present(slice.Start, slice.Stop, slice.Step),
        CallExpression call => [call.Callee, .. call.Arguments.All()],
        FilterExpression filter => [.. Present(filter.Target), .. filter.Arguments.All()],
        TestExpression test => [test.Target, .. test.Arguments.All()],
        _ => [],
    };

    private static IEnumerable<Expression> Present(params Expression?[] expressions) => expressions.OfType<Expression>();
}
