namespace Tito.Jinja.Syntax;

/// <summary><c>not operand</c>, and what <c>is not</c> is read as.</summary>
internal sealed record NotExpression(SourceSpan Span, Expression Operand) : Expression(Span);
