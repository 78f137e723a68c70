using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>a ~ b ~ c</c>: the printed texts of the operands, joined.</summary>
internal sealed record ConcatExpression(SourceSpan Span, ImmutableArray<Expression> Operands) : Expression(Span);
