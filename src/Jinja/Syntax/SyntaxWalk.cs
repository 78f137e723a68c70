using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>Every statement and every expression of a template, each before its parts.</summary>
internal static class SyntaxWalk
{
    /// <summary>The statements of a body and of the bodies inside it.</summary>
    public static IEnumerable<Statement> Statements(ImmutableArray<Statement> body) =>
        body.SelectMany(statement => Bodies(statement).SelectMany(Statements).Prepend(statement));

    /// <summary>The expressions of a statement, without those of the bodies inside it, and their operands.</summary>
    public static IEnumerable<Expression> Expressions(Statement statement) => Own(statement).SelectMany(Operands);

    /// <summary>An expression, its operands, and theirs.</summary>
    public static IEnumerable<Expression> Operands(Expression expression)
    {
        var found = new List<Expression>();
        Visit(expression);
        return found;

        Expression Visit(Expression visited)
        {
            found.Add(visited);
            return Children.Map(visited, Visit);
        }
    }

    private static IEnumerable<ImmutableArray<Statement>> Bodies(Statement statement) => statement switch
    {
        Statement.For loop => [loop.Body, loop.Otherwise],
        Statement.If choice => [.. choice.Branches.Select(branch => branch.Body), choice.Otherwise],
        Statement.SetBlock block => [block.Body],
        Statement.With scope => [scope.Body],
        Statement.Macro macro => [macro.Body],
        Statement.CallBlock block => [block.Body],
        Statement.FilterBlock block => [block.Body],
        Statement.Generation block => [block.Body],
        _ => [],
    };

    private static IEnumerable<Expression> Own(Statement statement) => statement switch
    {
        Statement.Print print => [print.Expression],
        Statement.For loop => loop.Test is { } test ? [loop.Iterable, test] : [loop.Iterable],
        Statement.If choice => choice.Branches.Select(branch => branch.Test),
        Statement.Set set => [set.Value],
        Statement.SetBlock { Filter: { } filter } => [filter],
        Statement.With scope => scope.Bindings.Select(binding => binding.Value),
        Statement.Macro macro => macro.Signature.Defaults,
        Statement.CallBlock block => [block.Call, .. block.Signature.Defaults],
        Statement.FilterBlock block => [block.Filter],
        _ => [],
    };
}
