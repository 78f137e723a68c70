using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>The names that syntax reads.</summary>
internal static class NamesRead
{
    /// <summary>Every name in an expression, in source order.</summary>
    public static IEnumerable<string> In(Expression? expression) => expression switch
    {
        null or Expression.Literal => [],
        Expression.Variable name => [name.Name],
        Expression.NamespaceTarget target => [target.Name],
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
        Expression.Tuple tuple => tuple.Items,
        Expression.List list => list.Items,
        Expression.Dict dict => dict.Pairs.SelectMany(static pair => new[] { pair.Key, pair.Value }),
        Expression.Conditional choice => Present(choice.Condition, choice.Then, choice.Otherwise),
        Expression.Logical logical => [logical.Left, logical.Right],
        Expression.Not not => [not.Operand],
        Expression.Compare compare => [compare.First, .. compare.Rest.Select(static rest => rest.Operand)],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Unary unary => [unary.Operand],
        Expression.Concat concat => concat.Operands,
        Expression.Attribute attribute => [attribute.Target],
        Expression.Item item => [item.Target, item.Key],
        Expression.Slice slice => Present(slice.Start, slice.Stop, slice.Step),
        Expression.Call call => [call.Callee, .. call.Arguments.All()],
        Expression.Filter filter => [.. Present(filter.Target), .. filter.Arguments.All()],
        Expression.Test test => [test.Target, .. test.Arguments.All()],
        _ => [],
    };

    private static IEnumerable<Expression> Present(params Expression?[] expressions) => expressions.OfType<Expression>();
}
