using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>A chain of comparisons: each operand is evaluated once, and the chain ends at the first that fails.</summary>
internal sealed record CompareExpression(SourceSpan Span, Expression First, ImmutableArray<(CompareOperator Operator, Expression Operand)> Rest)
    : Expression(Span);
