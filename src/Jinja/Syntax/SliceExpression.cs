namespace Tito.Jinja.Syntax;

/// <summary>The <c>start:stop:step</c> of a subscript.</summary>
internal sealed record SliceExpression(SourceSpan Span, Expression? Start, Expression? Stop, Expression? Step) : Expression(Span);
