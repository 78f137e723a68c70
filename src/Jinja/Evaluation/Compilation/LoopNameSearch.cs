using System.Collections.Immutable;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Looks for assignments to <c>loop</c> anywhere inside a loop, which Jinja2 forbids.</summary>
internal static class LoopNameSearch
{
    public static SourceSpan? FindAssignment(Statement.For loop) =>
        InTarget(loop.Target) ?? InBody(loop.Body) ?? InBody(loop.Otherwise);

    private static SourceSpan? InBody(ImmutableArray<Statement> body) =>
        body.Select(InStatement).FirstOrDefault(static span => span is not null);

    private static SourceSpan? InStatement(Statement statement) => statement switch
    {
        Statement.For loop => FindAssignment(loop),
        Statement.Set set => InTarget(set.Target),
        Statement.SetBlock set => InTarget(set.Target) ?? InBody(set.Body),
        Statement.If choice => choice.Branches.Select(static branch => InBody(branch.Body)).FirstOrDefault(static span => span is not null)
            ?? InBody(choice.Otherwise),
        Statement.Macro macro => InBody(macro.Body),
        Statement.CallBlock call => InBody(call.Body),
        Statement.FilterBlock block => InBody(block.Body),
        Statement.With with => InBody(with.Body),
        Statement.Generation generation => InBody(generation.Body),
        _ => null,
    };

    private static SourceSpan? InTarget(Expression target) => target switch
    {
        Expression.Variable { Name: "loop" } => target.Span,
        Expression.Tuple tuple => tuple.Items.Select(InTarget).FirstOrDefault(static span => span is not null),
        _ => null,
    };
}
