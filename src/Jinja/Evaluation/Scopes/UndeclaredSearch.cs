using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>Walks statements for names that are read before they are assigned, without regard to scopes, as Jinja2 does.</summary>
internal sealed class UndeclaredSearch(IEnumerable<string> names)
{
    private readonly HashSet<string> _wanted = new(names, StringComparer.Ordinal);

    public HashSet<string> Found { get; } = new(StringComparer.Ordinal);

    public void Visit(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            Visit(statement);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Print print:
                Read(print.Expression);
                break;
            case Statement.If choice:
                VisitIf(choice);
                break;
            case Statement.For loop:
                Assign(loop.Target);
                Read(loop.Iterable);
                Visit(loop.Body);
                Visit(loop.Otherwise);
                Read(loop.Test);
                break;
            case Statement.Set set:
                Assign(set.Target);
                Read(set.Value);
                break;
            case Statement.SetBlock set:
                Assign(set.Target);
                Read(set.Filter);
                Visit(set.Body);
                break;
            case Statement.Macro macro:
                VisitFunction(macro.Signature, null, macro.Body);
                break;
            case Statement.CallBlock call:
                VisitFunction(call.Signature, call.Call, call.Body);
                break;
            case Statement.FilterBlock block:
                Visit(block.Body);
                Read(block.Filter);
                break;
            case Statement.With with:
                foreach (var (target, _) in with.Bindings)
                {
                    Assign(target);
                }

                foreach (var (_, value) in with.Bindings)
                {
                    Read(value);
                }

                Visit(with.Body);
                break;
            case Statement.Generation generation:
                Visit(generation.Body);
                break;
        }
    }

    private void VisitIf(Statement.If choice)
    {
        Read(choice.Branches[0].Test);
        Visit(choice.Branches[0].Body);
        foreach (var branch in choice.Branches.Skip(1))
        {
            Read(branch.Test);
            Visit(branch.Body);
        }

        Visit(choice.Otherwise);
    }

    private void VisitFunction(MacroSignature signature, Expression.Call? call, ImmutableArray<Statement> body)
    {
        if (call is not null)
        {
            Read(call);
        }

        foreach (var parameter in signature.Parameters)
        {
            Assign(parameter);
        }

        foreach (var defaultValue in signature.Defaults)
        {
            Read(defaultValue);
        }

        Visit(body);
    }

    private void Read(Expression? expression) => Found.UnionWith(NamesRead.In(expression).Where(_wanted.Contains));

    private void Assign(Expression target)
    {
        switch (target)
        {
            case Expression.Variable name:
                _wanted.Remove(name.Name);
                break;
            case Expression.Tuple tuple:
                foreach (var item in tuple.Items)
                {
                    Assign(item);
                }

                break;
        }
    }
}
