namespace Tito.Jinja.Syntax;

/// <summary>A sign before an operand.</summary>
internal sealed record UnaryExpression(SourceSpan Span, bool IsNegation, Expression Operand) : Expression(Span);
