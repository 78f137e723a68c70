using System.Collections.Immutable;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>Looks for assignments to <c>loop</c> anywhere inside a loop, which Jinja2 forbids.</summary>
internal static class LoopNameSearch
{
    public static SourceSpan? FindAssignment(ForStatement loop) =>
        InTarget(loop.Target) ?? InBody(loop.Body) ?? InBody(loop.Otherwise);

    private static SourceSpan? InBody(ImmutableArray<Statement> body) => body.Select(InStatement).FirstOrDefault(static span => span is not null);

    private static SourceSpan? InStatement(Statement statement) => statement switch
    {
        ForStatement loop => FindAssignment(loop),
        SetStatement set => InTarget(set.Target),
        SetBlockStatement set => InTarget(set.Target) ?? InBody(set.Body),
        IfStatement choice => choice.Branches.Select(static branch => InBody(branch.Body)).FirstOrDefault(static span => span is not null)
            ?? InBody(choice.Otherwise),
        MacroStatement macro => InBody(macro.Body),
        CallBlockStatement call => InBody(call.Body),
        FilterBlockStatement block => InBody(block.Body),
        WithStatement with => InBody(with.Body),
        GenerationStatement generation => InBody(generation.Body),
        _ => null,
    };

    private static SourceSpan? InTarget(Expression target) => target switch
    {
        NameExpression { Name: "loop" } => target.Span,
        TupleExpression tuple => tuple.Items.Select(InTarget).FirstOrDefault(static span => span is not null),
        _ => null,
    };
}
