namespace Tito.Jinja.Syntax;

/// <summary><c>then if test else otherwise</c>; without an else it is undefined when the test fails.</summary>
internal sealed record ConditionalExpression(SourceSpan Span, Expression Test, Expression Then, Expression? Otherwise) : Expression(Span);
