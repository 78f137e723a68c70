using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>Tells a scope of the names in its statements, in Jinja2's order; what opens a scope of its own is left to it.</summary>
internal static class ScopeAnalysis
{
    public static void Visit(Scope scope, ImmutableArray<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Visit(scope, statement);
        }
    }

    public static void VisitExpression(Scope scope, Expression? expression)
    {
        foreach (var name in NamesRead.In(expression))
        {
            scope.Read(name);
        }
    }

    public static void VisitArguments(Scope scope, Expression.Filter? filter)
    {
        for (; filter is not null; filter = filter.Target as Expression.Filter)
        {
            foreach (var argument in filter.Arguments.All())
            {
                VisitExpression(scope, argument);
            }
        }
    }

    /// <summary>The names of a target: parameters of a loop or a macro, or assigned variables.</summary>
    public static void VisitTarget(Scope scope, Expression target, bool asParameter)
    {
        switch (target)
        {
            case Expression.Variable name when asParameter:
                scope.DeclareParameter(name.Name);
                break;
            case Expression.Variable name:
                scope.Assign(name.Name);
                break;
            case Expression.NamespaceTarget space:
                scope.Read(space.Name);
                break;
            case Expression.Tuple tuple:
                foreach (var item in tuple.Items)
                {
                    VisitTarget(scope, item, asParameter);
                }

                break;
        }
    }

    private static void Visit(Scope scope, Statement statement)
    {
        switch (statement)
        {
            case Statement.Print print:
                VisitExpression(scope, print.Expression);
                break;
            case Statement.If choice:
                VisitIf(scope, choice, 0);
                break;
            case Statement.Macro macro:
                scope.Assign(macro.Name);
                break;
            case Statement.Set set:
                VisitExpression(scope, set.Value);
                VisitTarget(scope, set.Target, asParameter: false);
                break;
            case Statement.SetBlock set:
                VisitTarget(scope, set.Target, asParameter: false);
                break;
            case Statement.For loop:
                VisitExpression(scope, loop.Iterable);
                break;
            case Statement.CallBlock call:
                VisitExpression(scope, call.Call);
                break;
            case Statement.FilterBlock block:
                VisitArguments(scope, block.Filter);
                break;
            case Statement.With with:
                foreach (var (_, value) in with.Bindings)
                {
                    VisitExpression(scope, value);
                }

                break;
        }
    }

    /// <summary>Jinja2 joins three branches: the body, all <c>elif</c> together, and the <c>else</c>, there or not.</summary>
    private static void VisitIf(Scope scope, Statement.If statement, int branch)
    {
        VisitExpression(scope, statement.Branches[branch].Test);
        var body = scope.Branch();
        Visit(body, statement.Branches[branch].Body);
        if (branch > 0)
        {
            // An elif is an if of its own, without further branches.
            scope.Merge([body, scope.Branch(), scope.Branch()]);
            return;
        }

        var alternatives = scope.Branch();
        for (var index = 1; index < statement.Branches.Length; index++)
        {
            VisitIf(alternatives, statement, index);
        }

        var otherwise = scope.Branch();
        Visit(otherwise, statement.Otherwise);
        scope.Merge([body, alternatives, otherwise]);
    }
}
