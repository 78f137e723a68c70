namespace Tito.Jinja.Syntax;

/// <summary>An arithmetic operator with two operands.</summary>
internal sealed record BinaryExpression(SourceSpan Span, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Span);
